import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startCollector } from './collector.ts';
import { startDatabaseProxy } from './database-proxy.ts';
import { request } from './http.ts';
import { createKit } from './kit.ts';

let work: string;

beforeEach(() => {
  work = fs.mkdtempSync(path.join(os.tmpdir(), 'conformance-kit-'));
});

afterEach(() => {
  fs.rmSync(work, { recursive: true, force: true });
});

const kitFor = (folder: string) =>
  createKit({ folder, workFolder: work, environment: { PATH: process.env['PATH'] } });

describe('a process of the kit', () => {
  it('tells its output and exit code, and leaves a log', async () => {
    await using kit = kitFor(work);
    const run = await kit.label('S1', async () =>
      kit.spawn('hello', process.execPath, ['-e', 'console.log("hello"); process.exit(3)']),
    );
    expect(await run.finished).toEqual({ code: 3, output: 'hello\n' });
    expect(fs.readFileSync(path.join(work, 'logs', '001-S1-hello.log'), 'utf8')).toBe('hello\n');
  });

  it('is ended with its children when the kit is', async () => {
    const kit = kitFor(work);
    const child = 'setInterval(() => {}, 1000); console.log(process.pid)';
    const parent = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}], { stdio: 'inherit' }); setInterval(() => {}, 1000)`;
    const run = kit.spawn('parent', process.execPath, ['-e', parent]);
    await expect.poll(() => run.output()).toMatch(/\d+\n/);
    const pid = Number(run.output());
    await kit[Symbol.asyncDispose]();
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  it('rejects where there is no such program', async () => {
    await using kit = kitFor(work);
    await expect(kit.spawn('none', '/no/such/program', []).finished).rejects.toThrow('ENOENT');
  });
});

describe('what is owed at the end', () => {
  it('is done once, when nothing of the run is left, and may start processes', async () => {
    const done: string[] = [];
    const kit = kitFor(work);
    const run = kit.spawn('long', process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    const early = kit.atEnd(async () => void done.push('early'));
    kit.atEnd(async () => {
      const { output } = await kit.spawn('late', process.execPath, ['-e', 'console.log("late")'])
        .finished;
      done.push(`${output.trim()} ${String(run.ended)}`);
    });
    await early();
    await early();
    await kit[Symbol.asyncDispose]();
    expect(done).toEqual(['early', 'late true']);
    expect(() => kit.spawn('more', process.execPath, [])).toThrow('the run is over');
  });
});

it('copies a project without what belongs to one machine', async () => {
  const project = path.join(work, 'project');
  for (const name of [
    'src/main.ts',
    'node_modules/a/index.js',
    '.env',
    '.env.example',
    '.local/x',
  ]) {
    fs.mkdirSync(path.dirname(path.join(project, name)), { recursive: true });
    fs.writeFileSync(path.join(project, name), name);
  }
  await using kit = kitFor(project);
  const bare = kit.copy('bare');
  expect(fs.readdirSync(bare).toSorted()).toEqual(['.env.example', 'src']);
  const installed = kit.copy('installed', { installed: true });
  expect(fs.existsSync(path.join(installed, 'node_modules', 'a', 'index.js'))).toBe(true);
});

describe('the database proxy', () => {
  async function echoServer(): Promise<{ port: number; close: () => void }> {
    const server = net.createServer((socket) => {
      socket.on('error', () => {});
      socket.pipe(socket);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as net.AddressInfo;
    return { port, close: () => void server.close() };
  }
  async function connect(port: number) {
    const socket = net.connect(port, '127.0.0.1');
    let text = '';
    let closed = false;
    socket.on('data', (bytes: Buffer) => (text += bytes.toString()));
    socket.on('error', () => {});
    socket.on('close', () => (closed = true));
    await once(socket, 'connect').catch(() => (closed = true));
    return { socket, text: () => text, closed: () => closed };
  }

  it('passes on, holds back, drops, cuts, restores and swallows', async () => {
    const server = await echoServer();
    await using proxy = await startDatabaseProxy({ host: '127.0.0.1', port: server.port });
    const first = await connect(proxy.port);
    first.socket.write('one ');
    await expect.poll(first.text).toBe('one ');

    proxy.pause();
    first.socket.write('two ');
    await expect.poll(() => proxy.waiting()).toBe(1);
    expect(first.text()).toBe('one ');
    proxy.resume();
    await expect.poll(first.text).toBe('one two ');
    expect(proxy.waiting()).toBe(0);

    proxy.drop();
    await expect.poll(first.closed).toBe(true);
    const second = await connect(proxy.port);
    second.socket.write('three');
    await expect.poll(second.text).toBe('three');

    await proxy.cut();
    await expect.poll(second.closed).toBe(true);
    await expect(once(net.connect(proxy.port, '127.0.0.1'), 'connect')).rejects.toThrow(
      'ECONNREFUSED',
    );
    await proxy.restore();
    const third = await connect(proxy.port);
    third.socket.write('four');
    await expect.poll(third.text).toBe('four');

    const swallowed = proxy.swallowAnswer(/commit/);
    third.socket.write(' five');
    await expect.poll(third.text).toBe('four five');
    third.socket.write(' commit');
    await swallowed;
    third.socket.write(' six');
    const fourth = await connect(proxy.port);
    fourth.socket.write('commit');
    await expect.poll(fourth.text).toBe('commit');
    expect(third.text()).toBe('four five');
    for (const { socket } of [third, fourth]) socket.destroy();
    server.close();
  });
});

describe('a request', () => {
  it('answers with the words of the contract', async () => {
    await using collector = await startCollector();
    const good = await request(`${collector.url}/v1/traces`, {
      method: 'POST',
      json: { a: 1 },
      read: () => 7,
    });
    expect(good).toMatchObject({ outcome: 'ok', value: 7 });
    expect(good.raw).toMatch(/^status 200\n(?:[\w-]+: .*\n)+\n/);
    expect(collector.deliveries('/traces')[0]?.body.toString()).toBe('{"a":1}');
    await collector[Symbol.asyncDispose]();
    expect((await request(collector.url)).outcome).toBe('no answer');
  });

  it('takes problem+json for a refusal and anything else for an error', async () => {
    const { createServer } = await import('node:http');
    const types = { '/good': 'application/problem+json', '/bad': 'text/html' };
    const server = createServer((incoming, response) => {
      const type = types[incoming.url as keyof typeof types];
      const problem = { status: 422, traceId: 'abc', errors: [{ path: 'title', message: 'no' }] };
      response.writeHead(422, { 'content-type': type, 'x-request-id': 'abc' });
      response.end(JSON.stringify(problem));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as net.AddressInfo).port}`;
    const good = await request(`${url}/good`);
    expect(good).toMatchObject({ outcome: 'invalid', fields: ['title'], traceId: 'abc' });
    expect(good.words).not.toContain('abc');
    expect((await request(`${url}/bad`)).outcome).toBe('error');
    server.close();
    server.closeAllConnections();
  });
});
