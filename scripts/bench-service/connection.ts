import { connect, type Socket } from 'node:net';

export interface Answer {
  readonly status: number;
  readonly body: string;
  /** Whether the server takes no more requests on this connection. */
  readonly closes: boolean;
}

/** The connection could not be made: nothing was sent. */
export class Refused extends Error {}

/** A request was sent, and no answer came. */
export class Lost extends Error {}

/**
 * One HTTP/1.1 connection that is kept alive, one request at a time. Plain enough to say for certain
 * whether a request was sent and whether it was answered, which clients with pools and retries hide.
 */
export class Connection {
  #socket: Socket;
  #received = '';
  #settle: { resolve(answer: Answer): void; reject(error: Error): void } | undefined;
  #isOpen = true;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true).setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      this.#received += chunk;
      this.#answerIfWhole();
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#isOpen = false;
      this.#settle?.reject(new Lost('The connection was closed before the answer'));
      this.#settle = undefined;
    });
    socket.on('end', () => {
      this.#isOpen = false;
    });
  }

  static open(port: number): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => resolve(new Connection(socket)));
      socket.once('error', (error) => reject(new Refused(error.message)));
    });
  }

  /** False once the server has closed it, as far as this side has heard. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  send(request: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#isOpen = false;
    this.#socket.destroy();
  }

  #answerIfWhole(): void {
    const end = this.#received.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = this.#received.slice(0, end);
    const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0);
    const body = this.#received.slice(end + 4, end + 4 + length);
    if (body.length < length) return;
    this.#received = this.#received.slice(end + 4 + length);
    const closes = /^connection: close/im.test(head);
    this.#settle?.resolve({ status: Number(head.slice(9, 12)), body, closes });
    this.#settle = undefined;
  }
}

/** The bytes of a request with a bearer token. */
export function requestText(
  method: string,
  target: string,
  token: string,
  body?: object,
  headers: Record<string, string> = {},
): string {
  const content = body === undefined ? '' : JSON.stringify(body);
  const all = {
    host: 'localhost',
    authorization: `Bearer ${token}`,
    ...(body === undefined
      ? {}
      : {
          'content-type': 'application/json',
          'content-length': String(Buffer.byteLength(content)),
        }),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n${content}`;
}
