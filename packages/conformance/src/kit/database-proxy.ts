import { once } from 'node:events';
import net from 'node:net';

/** Stands between a system and its database, so that the database can be taken away. */
export interface DatabaseProxy extends AsyncDisposable {
  readonly port: number;
  /** Ends what stands and refuses what is new. */
  cut(): Promise<void>;
  restore(): Promise<void>;
  /** Ends what stands; new connections are taken. */
  drop(): void;
  /** Nothing reaches the database until `resume`. */
  pause(): void;
  resume(): void;
  /** Connections that wait with a query while it is paused. */
  waiting(): number;
  /**
   * The next query that holds the text is carried out, and whoever sent it never hears of it. Settles when the
   * database has answered.
   */
  swallowAnswer(text: RegExp): Promise<void>;
}

interface Link {
  readonly incoming: net.Socket;
  readonly outgoing: net.Socket;
  /** What the system sent while the database was paused. */
  held: Buffer[];
}

export async function startDatabaseProxy(target: {
  readonly host: string;
  readonly port: number;
}): Promise<DatabaseProxy> {
  const links = new Set<Link>();
  let paused = false;
  let swallowing: { readonly text: RegExp; readonly done: () => void } | undefined;
  let port = 0;
  let server: net.Server | undefined;

  const join = (incoming: net.Socket): void => {
    const outgoing = net.connect(target.port, target.host);
    const link: Link = { incoming, outgoing, held: [] };
    links.add(link);
    incoming.on('data', (bytes) => {
      if (swallowing?.text.test(bytes.toString('latin1'))) {
        outgoing.unpipe(incoming);
        outgoing.once('data', swallowing.done).resume();
        swallowing = undefined;
      }
      if (paused) link.held.push(bytes);
      else outgoing.write(bytes);
    });
    outgoing.pipe(incoming);
    for (const socket of [incoming, outgoing]) {
      socket.on('error', () => {});
      socket.on('close', () => {
        links.delete(link);
        incoming.destroy();
        outgoing.destroy();
      });
    }
  };
  const restore = async (): Promise<void> => {
    if (server) return;
    server = net.createServer(join);
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (typeof address === 'object' && address) port = address.port;
  };
  const drop = (): void => {
    for (const { incoming, outgoing } of links) {
      incoming.destroy();
      outgoing.destroy();
    }
  };
  const cut = async (): Promise<void> => {
    const closing = server;
    server = undefined;
    if (!closing) return;
    const closed = once(closing, 'close');
    closing.close();
    drop();
    await closed;
  };

  await restore();
  return {
    port,
    cut,
    restore,
    drop,
    pause: () => void (paused = true),
    resume: () => {
      paused = false;
      for (const link of links) {
        for (const bytes of link.held) link.outgoing.write(bytes);
        link.held = [];
      }
    },
    waiting: () => [...links].filter(({ held }) => held.length > 0).length,
    swallowAnswer: (text) =>
      new Promise((done) => {
        swallowing = { text, done: () => done() };
      }),
    [Symbol.asyncDispose]: cut,
  };
}
