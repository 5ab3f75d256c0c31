// Puts the parts of a run together: results.json with all that was measured, results.md to read.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const [work, out, rounds, seconds] = process.argv.slice(2);
const read = name => JSON.parse(readFileSync(path.join(work, name), 'utf8'));
const here = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);
const { dependencies } = JSON.parse(readFileSync(path.join(here, 'package.json'), 'utf8'));
const measured = read('measured.json');
const run = {
  at: new Date().toISOString().slice(0, 16) + 'Z',
  machine: {
    cores: os.cpus().length,
    processor: os.cpus()[0].model,
    memoryGigabytes: Math.round(os.totalmem() / 2 ** 30),
    kernel: os.release().split('-')[0],
    dotnet: execFileSync('dotnet', ['--list-runtimes'], { encoding: 'utf8' }).match(/Microsoft\.NETCore\.App (\S+)/g).at(-1).split(' ')[1],
    node: process.versions.node,
    load: os.loadavg().map(l => Number(l.toFixed(1))),
    disk: measured.disk,
  },
  peers: dependencies,
  rounds: Number(rounds),
  seconds: Number(seconds),
};

// Addresses say nothing: who serves is what counts.
function table(file, peer, wanted) {
  const { rows } = read(file);
  const [first] = rows;
  return rows.filter(r => r.endpoint === first.endpoint).map(ours => {
    const theirs = rows.find(r => r.load === ours.load && r.connections === ours.connections && r.endpoint !== ours.endpoint);
    const figures = ({ perSecond, p50Milliseconds, p99Milliseconds, cpuSecondsPerThousand, memoryMegabytes }) =>
      ({ perSecond, p50Milliseconds, p99Milliseconds, cpuSecondsPerThousand, memoryMegabytes });
    return { load: ours.load, connections: ours.connections, ratio: ours.perSecond / theirs.perSecond, wanted, emulator: figures(ours), [peer]: figures(theirs) };
  });
}

const results = { ...run, sqs: table('sqs.json', 'fauxqs', 2), dynamodb: table('dynamodb.json', 'dynalite', 3), ...measured };
writeFileSync(path.join(out, 'results.json'), JSON.stringify(results, null, 2) + '\n');

const n = (value, digits = 0) => value == null ? '–' : value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
const lines = (rows, peer) => rows.flatMap(row => [['emulator', row.emulator], [peer, row[peer]]].map(([who, f], i) =>
  `| ${row.load} | ${row.connections} | ${who} | ${n(f.perSecond)} | ${n(f.p50Milliseconds, 2)} | ${n(f.p99Milliseconds, 2)} | ${n(f.cpuSecondsPerThousand, 3)} | ${n(f.memoryMegabytes)} | ${i ? `${n(row.ratio, 1)}${row.ratio < row.wanted ? ' (missed)' : ''}` : ''} |`));
const head = '| load | connections | who | per second | p50 ms | p99 ms | CPU s per 1,000 | MB | emulator ÷ peer |\n|---|---|---|---|---|---|---|---|---|';
const verdict = (value, most) => value <= most ? 'met' : 'missed';
const { machine, start, memory, restart } = results;
writeFileSync(path.join(out, 'results.md'), `# Emulators side by side
Written by \`tests/Benchmarks/run.sh\` on ${results.at}: medians of ${rounds} rounds of ${seconds} s after one that warms up, 512-byte payloads, client and
servers on the same ${machine.cores} cores. The emulator is durable, its data on the machine's disk; the peers keep memory only.

Machine: ${machine.cores} cores (${machine.processor}), ${machine.memoryGigabytes} GiB, Linux ${machine.kernel}, .NET ${machine.dotnet}, Node ${machine.node}. A sync of 4 KiB takes ${n(machine.disk.growsMilliseconds, 2)} ms in
a file that grows and ${n(machine.disk.overwritesMilliseconds, 2)} ms in one that does not (medians). Load average at the end: ${machine.load.join(', ')}.

## SQS beside fauxqs ${dependencies.fauxqs}
Wanted: 2 × on every row.

${head}
${lines(results.sqs, 'fauxqs').join('\n')}

## DynamoDB beside dynalite ${dependencies.dynalite}
Wanted: 3 × on every row.

${head}
${lines(results.dynamodb, 'dynalite').join('\n')}

## Start, memory, restart
| what | measured | wanted | |
|---|---|---|---|
| start to healthy, median of ${start.starts} | ${n(start.milliseconds)} ms (fastest ${n(start.fastestMilliseconds)}, ${n(start.cpuMilliseconds)} ms of processor) | 300 ms | ${verdict(start.milliseconds, 300)} |
| memory when idle | ${n(start.idleMegabytes)} MB | 80 MB | ${verdict(start.idleMegabytes, 80)} |
| memory with ${n(memory.messages)} messages of ${memory.bodyBytes} bytes | ${n(memory.megabytes)} MB | 400 MB | ${verdict(memory.megabytes, 400)} |
| restart after SIGKILL with ${n(restart.messages)} messages of ${restart.bodyBytes} bytes, median of 3 | ${n(restart.milliseconds / 1000, 2)} s | 5 s | ${verdict(restart.milliseconds, 5000)} |
`);
