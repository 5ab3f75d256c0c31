// Draws the flights over the map, sixty times a second while something moves and not at all while nothing does. A click on a record
// leads to its journey; every other click falls through to what lies below.
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Flights } from "./flights.js";
import { HEIGHT, WIDTH } from "./topology.js";
import type { Store } from "./store.js";

const RADIUS = 3.6;

export function Sky({ store, chosen, onRecord }: { store: Store; chosen: string | null; onRecord: (record: string) => void }): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  const picked = useRef(chosen);
  picked.current = chosen;
  const pick = useRef(onRecord);
  pick.current = onRecord;

  useEffect(() => {
    const element = canvas.current!;
    const context = element.getContext("2d")!;
    const flights = new Flights();
    const still = matchMedia("(prefers-reduced-motion: reduce)");
    let frame = 0;
    let frames = 0;

    const draw = (now: number): void => {
      frame = 0;
      const moving = flights.advance(still.matches ? now + 60_000 : now);
      const scale = element.width / WIDTH;
      const style = getComputedStyle(element);
      context.setTransform(scale, 0, 0, scale, 0, 0);
      context.clearRect(0, 0, WIDTH, HEIGHT);
      context.fillStyle = style.getPropertyValue("--spark");
      for (const spark of flights.sparks) {
        context.globalAlpha = Math.max(0, 1 - (now - spark.begun) / 700);
        context.fillRect(spark.at[0] - 48, spark.at[1] + 13, 96, 3);
      }
      context.globalAlpha = 1;
      context.fillStyle = style.getPropertyValue("--record");
      context.strokeStyle = style.getPropertyValue("--record-edge");
      context.lineWidth = 1;
      context.beginPath();
      for (const { at } of flights.records.values()) {
        context.moveTo(at[0] + RADIUS, at[1]);
        context.arc(at[0], at[1], RADIUS, 0, 2 * Math.PI);
      }
      context.fill();
      context.stroke();
      const mine = picked.current ? flights.records.get(picked.current) : undefined;
      if (mine) {
        context.lineWidth = 2.5;
        context.strokeStyle = style.getPropertyValue("--ink");
        context.beginPath();
        context.arc(mine.at[0], mine.at[1], RADIUS + 4, 0, 2 * Math.PI);
        context.stroke();
      }
      element.dataset["frames"] = String(++frames);
      element.dataset["records"] = String(flights.records.size);
      if (moving) wake();
    };
    const wake = (): void => {
      if (frame === 0) frame = requestAnimationFrame(draw);
    };

    const size = new ResizeObserver(() => {
      const box = element.getBoundingClientRect();
      element.width = Math.round(box.width * devicePixelRatio);
      element.height = Math.round(box.height * devicePixelRatio);
      wake();
    });
    size.observe(element);
    // Whoever measures has a frame drawn at once.
    const drawNow = (): void => {
      cancelAnimationFrame(frame);
      draw(performance.now());
    };
    addEventListener("draw-now", drawNow);
    const unmove = store.onMoves((moves) => {
      flights.take(moves, performance.now(), !document.hidden);
      wake();
    });
    // The canvas lets the pointer through, so it is the ground that both lie on which hears of it first.
    const ground = element.parentElement!;
    const under = (e: MouseEvent): string | null => {
      const box = element.getBoundingClientRect();
      return flights.at([((e.clientX - box.left) * WIDTH) / box.width, ((e.clientY - box.top) * HEIGHT) / box.height]);
    };
    const click = (e: MouseEvent): void => {
      const record = under(e);
      if (record === null) return;
      e.stopPropagation();
      pick.current(record);
    };
    const hover = (e: MouseEvent): void => {
      const record = flights.records.size > 0 ? under(e) : null;
      ground.classList.toggle("on-record", record !== null);
      ground.title = record ?? "";
    };
    ground.addEventListener("click", click, true);
    ground.addEventListener("pointermove", hover);
    let quiet = 0;
    let looked: string | undefined;
    const unstate = store.subscribe((state) => {
      const look = state.points.at(-1);
      if (look === undefined || look.at === looked) return;
      looked = look.at;
      // A queue that does not answer is not empty. Two looks in a row: a record may be between two queues at one.
      quiet = look.waiting === 0 ? quiet + 1 : 0;
      if (quiet >= 2 && flights.records.size > 0) {
        flights.clear();
        wake();
      }
    });
    return () => {
      cancelAnimationFrame(frame);
      size.disconnect();
      removeEventListener("draw-now", drawNow);
      ground.removeEventListener("click", click, true);
      ground.removeEventListener("pointermove", hover);
      unmove();
      unstate();
    };
  }, [store]);

  return <canvas ref={canvas} class="sky" aria-hidden="true" />;
}
