// report.html: the data lies in the page, and nothing is asked of anybody.
import { render } from "preact";
import "uplot/dist/uPlot.min.css";
import "./style.css";
import { ReportView } from "./reportview.js";
import type { ReportData } from "./types.js";

const data = JSON.parse(document.getElementById("data")!.textContent) as ReportData;
render(
  <main class="page">
    <ReportView data={data} />
  </main>,
  document.getElementById("report")!,
);
