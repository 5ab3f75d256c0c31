// What who has no token sees: where to find it, and a place for it.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { keepToken } from "./api.js";
import type { Store } from "./store.js";

export function Locked({ store, reason }: { store: Store; reason: string | null }): JSX.Element {
  const [token, setToken] = useState("");
  return (
    <main class="locked">
      <h1>ActiveActive</h1>
      <p>
        This page needs the lab's token. Open the address that <code>./aa dashboard</code> prints, or give the token here.
      </p>
      <form
        class="row"
        onSubmit={(e) => {
          e.preventDefault();
          keepToken(token.trim());
          store.again();
        }}
      >
        <label class="wide">
          {"token "}
          <input type="password" value={token} autocomplete="off" onInput={(e) => setToken(e.currentTarget.value)} />
        </label>
        <button type="submit" class="strong">
          open
        </button>
      </form>
      {reason && <p class="hint">{reason}</p>}
    </main>
  );
}
