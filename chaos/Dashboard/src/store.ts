// What the page knows of the lab. One object, replaced as a whole: whoever draws gets a consistent picture.
import { ApiError, get, stream } from "./api.js";
import { waitingIn } from "./health.js";
import type { Catalogue, LiveMove, LivePoint, LiveStatus } from "./types.js";

// The lab speaks at least every four seconds.
const STALE_AFTER_MS = 9_000;
const AGAIN_AFTER_MS = 1_000;
const MOST_POINTS = 2_400;

export interface LiveState {
  link: "connecting" | "live" | "stale" | "locked";
  reason: string | null;
  heardAt: number;
  status: LiveStatus | null;
  points: LivePoint[];
  catalogue: Catalogue | null;
}

type Listener = (state: LiveState) => void;
type MoveListener = (moves: LiveMove[]) => void;

export class Store {
  state: LiveState = { link: "connecting", reason: null, heardAt: 0, status: null, points: [], catalogue: null };
  private readonly listeners = new Set<Listener>();
  private readonly moveListeners = new Set<MoveListener>();
  private lap = new AbortController();

  subscribe(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  onMoves(listener: MoveListener): () => void {
    this.moveListeners.add(listener);
    return () => this.moveListeners.delete(listener);
  }

  // Follows the lab for good. A link that breaks is tied again every second; one that is silent for too long counts as broken.
  async follow(): Promise<never> {
    setInterval(() => this.watch(), 1_000);
    for (;;) {
      this.lap = new AbortController();
      try {
        const catalogue = await get<Catalogue>("/api/catalogue", this.lap.signal);
        this.set({ catalogue });
        await stream("/api/live", this.lap.signal, (name, data) => this.take(name, data));
        this.lose("the lab has ended the connection");
      } catch (failed) {
        if (failed instanceof ApiError && failed.status === 401) this.set({ link: "locked", reason: failed.message });
        else this.lose(failed instanceof Error ? failed.message : String(failed));
      }
      await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS));
    }
  }

  // After another token was given.
  again(): void {
    this.set({ link: "connecting", reason: null });
    this.lap.abort();
  }

  private take(name: string, data: unknown): void {
    const message = data as { past?: LivePoint[]; status?: LiveStatus; moves?: LiveMove[] };
    if (name === "past") {
      // What this page saw itself goes further back than what a controller knows that was started again.
      const from = message.past?.[0]?.at;
      this.set({ points: [...this.state.points.filter((p) => !from || p.at < from), ...(message.past ?? [])] });
    } else if (name === "status" && message.status) {
      const { lab, published } = message.status;
      const point: LivePoint = {
        at: lab.at,
        published,
        delivered: lab.delivered,
        waiting: waitingIn(lab),
        faults: lab.faults.length,
      };
      const points = this.state.points.at(-1)?.at === point.at ? this.state.points : [...this.state.points, point].slice(-MOST_POINTS);
      this.set({ link: "live", reason: null, heardAt: Date.now(), status: message.status, points });
    } else if (name === "moves" && message.moves) {
      for (const listener of this.moveListeners) listener(message.moves);
    }
  }

  private watch(): void {
    if (this.state.link === "live" && Date.now() - this.state.heardAt > STALE_AFTER_MS) {
      this.lose("the lab has said nothing for a while");
      this.lap.abort();
    }
  }

  private lose(reason: string): void {
    if (this.state.link !== "locked") this.set({ link: this.state.status ? "stale" : "connecting", reason });
  }

  private set(part: Partial<LiveState>): void {
    this.state = { ...this.state, ...part };
    for (const listener of this.listeners) listener(this.state);
  }
}
