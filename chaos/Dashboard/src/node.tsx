// One thing on the map that can be looked at and failed: its frame, its sign, its words, and what a screen reader hears.
import type { JSX } from "preact";
import { conditionOf } from "./health.js";
import type { Box } from "./topology.js";
import type { LabStatus } from "./types.js";
import { SIGN, WORD, faultLine, faultOn } from "./words.js";

export interface NodeProps {
  lab: LabStatus;
  selected: string | null;
  onSelect: (name: string) => void;
  name: string;
  box: Box;
  title: string;
  line?: string;
  second?: string;
  count?: string;
  shape?: "box" | "stage" | "store" | "queue" | "bar" | "group";
  children?: JSX.Element | null;
}

// What every node on the map needs, whatever it shows.
export type Shared = Pick<NodeProps, "lab" | "selected" | "onSelect">;

export function Node({ lab, selected, onSelect, name, box, title, line, second, count, shape = "box", children }: NodeProps): JSX.Element {
  const fault = faultOn(lab, name);
  const component = lab.components.find((c) => c.name === name);
  const { health } = conditionOf(lab, name);
  const why = fault ? faultLine(fault, Date.parse(lab.at)) : health === "works" ? line : (component?.detail ?? line);
  const clipped = clip(why ?? "", Math.floor((box.w - (shape === "stage" ? 38 : 14)) / 5.3));
  const one = shape === "bar" ? `${SIGN[health]} ${title}${why ? ` · ${why}` : ""}` : clip(`${SIGN[health]} ${fault ? why : health === "works" ? title : `${title} ${why}`}`, 25);
  // What is written there comes first, so that who speaks to the page can name what they see.
  const written = shape === "bar" || shape === "group" ? one : [count, SIGN[health], title, clipped, second].filter((t) => t !== undefined && t !== "").join(" ");
  const label = `${written}. ${name}: ${fault ? `failed, ${faultLine(fault, Date.parse(lab.at))}` : WORD[health]}${line ? `, ${line}` : ""}${second ? `, ${second}` : ""}`;
  const act = (e: KeyboardEvent): void => {
    if (e.key === "Enter" || e.key === " ") {
      e.preventDefault();
      onSelect(name);
    }
  };
  return (
    <g
      class={`node ${shape} ${health}${selected === name ? " selected" : ""}${fault ? " failed" : ""}`}
      data-name={name}
      data-health={health}
      role="button"
      tabindex={0}
      aria-label={label}
      aria-pressed={selected === name}
      onClick={() => onSelect(name)}
      onKeyDown={act}
    >
      <rect class="body" x={box.x} y={box.y} width={box.w} height={box.h} rx={shape === "stage" ? box.h / 2 : shape === "store" ? 10 : 5} />
      {/* The label says it all; read twice it would be noise. Blanks between the texts make words of them. */}
      <g aria-hidden="true">
        {children}{" "}
        {shape === "bar" ? (
          <text class="title" transform={`translate(${box.x + box.w / 2 + 4} ${box.y + box.h / 2}) rotate(-90)`} text-anchor="middle">
            {one}
          </text>
        ) : shape === "group" ? (
          <text class="title small" x={box.x + 8} y={box.y + 13}>
            {one}
          </text>
        ) : (
          <>
            <text class="sign" x={box.x + (shape === "stage" ? 14 : 9)} y={box.y + 16}>
              {SIGN[health]}
            </text>{" "}
            <text class="title" x={box.x + (shape === "stage" ? 29 : 24)} y={box.y + 16}>
              {title}
            </text>{" "}
            <text class="line" x={box.x + (shape === "stage" ? 29 : 9)} y={box.y + 30}>
              {clipped}
            </text>{" "}
            {second && (
              <text class="line" x={box.x + 9} y={box.y + 43}>
                {second}
              </text>
            )}
          </>
        )}
      </g>
    </g>
  );
}

const clip = (text: string, most: number): string => (text.length > most ? `${text.slice(0, Math.max(1, most - 1))}…` : text);
