// What no load tells: start, memory, restart, and the disk that all of it is on. Prints JSON.
import { spawn } from 'node:child_process';
import { closeSync, fdatasyncSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';

const [emulator, work, quick] = process.argv.slice(2);
const scale = quick ? 10 : 1;
const starts = quick ? 3 : 10;
const agent = new http.Agent({ keepAlive: true, maxSockets: 16 });
const median = values => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const megabytes = pid => Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;

function cpuSeconds(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

const freePort = () => new Promise(resolve => {
  const server = net.createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});

function request(port, method, target, headers, body) {
  return new Promise((resolve, reject) => {
    const call = http.request({ host: '127.0.0.1', port, method, path: target, headers, agent }, answer => {
      const parts = [];
      answer.on('data', part => parts.push(part));
      answer.on('end', () => resolve({ status: answer.statusCode, text: Buffer.concat(parts).toString() }));
      answer.on('error', reject);
    });
    call.on('error', reject);
    call.end(body);
  });
}

async function sqs(port, action, parameters) {
  const answer = await request(port, 'POST', '/', { 'X-Amz-Target': `AmazonSQS.${action}`, 'Content-Type': 'application/x-amz-json-1.0' }, JSON.stringify(parameters));
  if (answer.status !== 200) throw new Error(`${action} was answered ${answer.status}: ${answer.text}`);
  return answer.text ? JSON.parse(answer.text) : {};
}

// A process, and how long it took until it answered that it is healthy.
async function start(data) {
  const port = await freePort();
  const began = process.hrtime.bigint();
  const child = spawn(emulator, [], {
    stdio: 'ignore',
    env: { ...process.env, AA_Lab__Component: 'bench', AA_Lab__Listen: `127.0.0.1:${port}`, AA_Emulator__Region: 'us-east-1', AA_Emulator__Data: data },
  });
  let ended = false;
  const end = new Promise(resolve => child.on('exit', () => { ended = true; resolve(); }));
  while (!ended) {
    try {
      if ((await request(port, 'GET', '/_localstack/health')).status === 200) break;
    } catch {
      await new Promise(resolve => setTimeout(resolve, 2));
    }
  }
  if (ended) throw new Error(`the emulator ended with ${child.exitCode} before it was healthy`);
  return { port, pid: child.pid, milliseconds: Number(process.hrtime.bigint() - began) / 1e6, kill: () => { child.kill('SIGKILL'); return end; } };
}

async function fill(port, count, bytes) {
  const { QueueUrl } = await sqs(port, 'CreateQueue', { QueueName: `fill-${bytes}` });
  const body = 'x'.repeat(bytes);
  let left = count / 10;
  await Promise.all(Array.from({ length: 16 }, async () => {
    while (left-- > 0)
      await sqs(port, 'SendMessageBatch', { QueueUrl, Entries: Array.from({ length: 10 }, (_, i) => ({ Id: `${i}`, MessageBody: body })) });
  }));
  const { Attributes } = await sqs(port, 'GetQueueAttributes', { QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] });
  return Number(Attributes.ApproximateNumberOfMessages);
}

function folder(name) {
  const made = path.join(work, name);
  mkdirSync(made, { recursive: true });
  return made;
}

async function measureStart() {
  const times = [], cpu = [], idle = [];
  for (let i = 0; i < starts; i++) {
    const server = await start(folder(`start-${i}`));
    times.push(server.milliseconds);
    cpu.push(cpuSeconds(server.pid) * 1000);
    idle.push(megabytes(server.pid));
    await server.kill();
  }
  return { starts, milliseconds: median(times), fastestMilliseconds: Math.min(...times), cpuMilliseconds: median(cpu), idleMegabytes: median(idle) };
}

async function measureMemory() {
  const server = await start(folder('memory'));
  const messages = await fill(server.port, 200_000 / scale, 1024);
  const measured = { messages, bodyBytes: 1024, megabytes: megabytes(server.pid) };
  await server.kill();
  return measured;
}

async function measureRestart() {
  const data = folder('restart');
  let server = await start(data);
  const sent = await fill(server.port, 1_000_000 / scale, 100);
  await server.kill();
  const times = [];
  let messages, after;
  for (let i = 0; i < 3; i++) {
    server = await start(data);
    times.push(server.milliseconds);
    const { QueueUrl } = await sqs(server.port, 'GetQueueUrl', { QueueName: 'fill-100' });
    messages = Number((await sqs(server.port, 'GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] })).Attributes.ApproximateNumberOfMessages);
    after = megabytes(server.pid);
    await server.kill();
    if (messages !== sent) throw new Error(`${sent} messages were acknowledged before the kill, ${messages} are there after it`);
  }
  return { messages, bodyBytes: 100, milliseconds: median(times), megabytes: after };
}

// The median time of a sync: of a file that grows, and of one whose bytes are overwritten.
function measureDisk() {
  const file = path.join(work, 'disk');
  const handle = openSync(file, 'w+');
  const block = Buffer.alloc(4096, 1);
  const time = offset => {
    const began = process.hrtime.bigint();
    writeSync(handle, block, 0, block.length, offset);
    fdatasyncSync(handle);
    return Number(process.hrtime.bigint() - began) / 1e6;
  };
  const grows = Array.from({ length: 200 }, (_, i) => time(i * block.length));
  const overwrites = Array.from({ length: 200 }, (_, i) => time(i * block.length));
  closeSync(handle);
  rmSync(file);
  return { growsMilliseconds: median(grows), overwritesMilliseconds: median(overwrites) };
}

const disk = measureDisk();
const measured = { disk, start: await measureStart(), memory: await measureMemory(), restart: await measureRestart() };
console.log(JSON.stringify(measured));
agent.destroy();
