// What only a storm takes: how long and how hard it blows, and what may fail. What is left empty is the lab's own choice.
import type { JSX } from "preact";

export interface StormChoices {
  seconds: string;
  rate: string;
  faults: string;
  atOnce: string;
  kinds: string;
  targets: string;
  both: boolean;
}

export const STORM: StormChoices = { seconds: "60", rate: "", faults: "", atOnce: "", kinds: "", targets: "", both: false };

const LONGEST_S = 86_400;

// As POST /api/runs takes it; ranges and names are the lab's to check, and its sentence names the option.
export function stormOf(chosen: StormChoices): Record<string, unknown> {
  const number = (word: string, text: string): number => {
    const value = Number(text.trim());
    if (text.trim() === "" || !Number.isFinite(value)) throw new Error(`${word} is '${text}'; it takes a number`);
    return value;
  };
  const list = (text: string): string[] => text.split(",").map((part) => part.trim()).filter((part) => part !== "");
  const seconds = number("seconds", chosen.seconds);
  if (seconds <= 0 || seconds > LONGEST_S) throw new Error("a storm lasts more than 0 s and at most a day, 86400 s");
  return {
    duration: span(seconds),
    ...(chosen.rate === "" ? {} : { recordsPerSecond: number("records/s", chosen.rate) }),
    ...(chosen.faults === "" ? {} : { faultsPerMinute: number("faults/min", chosen.faults) }),
    ...(chosen.atOnce === "" ? {} : { mostAtOnce: number("most at once", chosen.atOnce) }),
    kinds: list(chosen.kinds),
    targets: list(chosen.targets),
    bothRegions: chosen.both,
  };
}

// Seconds as .NET writes a span: [days.]hours:minutes:seconds.
function span(seconds: number): string {
  const whole = new Date((seconds % LONGEST_S) * 1000).toISOString().slice(11, 23);
  return seconds === LONGEST_S ? `1.${whole}` : whole;
}

export function StormForm({ chosen, onChoose, kinds }: { chosen: StormChoices; onChoose: (chosen: StormChoices) => void; kinds: string[] }): JSX.Element {
  const field = (name: keyof StormChoices, label: string, hint: string, wide = false): JSX.Element => (
    <label class={wide ? "wide" : ""}>
      <span>{label}</span>
      <input inputMode={wide ? "text" : "decimal"} placeholder={hint} value={chosen[name] as string} onInput={(e) => onChoose({ ...chosen, [name]: e.currentTarget.value })} spellcheck={false} />
    </label>
  );
  return (
    <fieldset class="storm">
      <legend>The storm</legend>
      {field("seconds", "seconds", "60")}
      {field("rate", "records/s", "20")}
      {field("faults", "faults/min", "8")}
      {field("atOnce", "most at once", "4")}
      {field("kinds", "kinds", kinds.slice(0, 3).join(", "), true)}
      {field("targets", "targets", "r1, queues, r2/core", true)}
      <label class="check">
        <input type="checkbox" checked={chosen.both} onChange={(e) => onChoose({ ...chosen, both: e.currentTarget.checked })} />
        {" a component may fail in both regions"}
      </label>
    </fieldset>
  );
}
