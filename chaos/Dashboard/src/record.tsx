// One record's journey, of the lab that is up or of a run.
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { usePoll } from "./poll.js";
import { EventTable, Sequence } from "./sequence.js";
import type { HistoryEvent } from "./types.js";

export function RecordPanel({ record, recent, onRecord }: { record: string | null; recent: string[]; onRecord: (record: string) => void }): JSX.Element {
  const [text, setText] = useState(record ?? "");
  const [found, setFound] = useState<{ record: string; events: HistoryEvent[] } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    setText(record ?? "");
    setProblem(null);
  }, [record]);
  // Once it is delivered, its journey is over; one more look finds what others wrote of it a little later.
  const over = useRef<string | null>(null);
  usePoll<{ events: HistoryEvent[] }>(
    record ? `/api/history/record?id=${encodeURIComponent(record)}` : null,
    ({ events }) => {
      setFound({ record: record!, events });
      setProblem(null);
      if (!isDelivered(events)) return false;
      const again = over.current === record;
      over.current = record;
      return again;
    },
    (failed) => setProblem(failed.message),
  );
  const events = found?.record === record ? found?.events : null;
  const delivered = events ? isDelivered(events) : false;
  return (
    <section class="panel" aria-label="Record">
      <h2>A record's journey</h2>
      <form
        class="row"
        onSubmit={(e) => {
          e.preventDefault();
          if (text.trim()) onRecord(text.trim());
        }}
      >
        <label class="wide">
          {"record id "}
          <input value={text} list="recent" onInput={(e) => setText(e.currentTarget.value)} spellcheck={false} autocomplete="off" />
        </label>
        <datalist id="recent">
          {recent.map((id) => (
            <option key={id} value={id} />
          ))}
        </datalist>
        <button type="submit" class="strong">
          show
        </button>
      </form>
      {problem && <p class="state down">{`✕ ${problem}`}</p>}
      {events && (
        <>
          <p class={`state ${delivered ? "works" : "waits"}`} role="status" data-record={record}>
            {delivered ? "✓ delivered" : "▲ on its way"}
            {`, ${events.length} events`}
          </p>
          <Sequence events={events} narrow />
          <EventTable events={events} />
        </>
      )}
      {recent.length > 0 && (
        <>
          <h3>Seen lately</h3>
          <ul class="recent">
            {recent.map((id) => (
              <li key={id}>
                <button type="button" class="link" onClick={() => onRecord(id)}>
                  {id}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

const isDelivered = (events: HistoryEvent[]): boolean => events.some((e) => e.event === "delivered");
