// Asks again and again: a while after each answer, and never while one is awaited. A newer look at the lab interrupts nothing.
import { useEffect } from "preact/hooks";
import { get } from "./api.js";

const AGAIN_AFTER_MS = 3_000;

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

// Until another path is asked for, or an answer was enough: then 'take' says true.
export function usePoll<T>(path: string | null, take: (answer: T) => boolean, fail: (why: Error) => void): void {
  useEffect(() => {
    if (path === null) return;
    const gone = new AbortController();
    const go = async (): Promise<void> => {
      while (!gone.signal.aborted) {
        try {
          const answer = await get<T>(path, gone.signal);
          if (gone.signal.aborted || take(answer)) return;
        } catch (failed) {
          if (gone.signal.aborted) return;
          fail(failed instanceof Error ? failed : new Error(String(failed)));
        }
        await pause(AGAIN_AFTER_MS);
      }
    };
    void go();
    return () => gone.abort();
  }, [path]);
}
