import { connect, type Socket } from 'node:net';

export interface Reply {
  readonly status: number;
  readonly body: string;
  /** From the first byte sent to the last byte received. */
  readonly ms: number;
}

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly token: string;
  readonly body?: unknown;
}

const HEAD_END = '\r\n\r\n';

/**
 * One kept-alive HTTP/1.1 connection, one request at a time. `fetch` costs more processor time than the server under test, and both
 * share this machine; this costs next to nothing.
 */
export class Connection {
  private readonly host: string;
  private readonly port: number;
  private socket: Socket | null = null;
  private held: Buffer = Buffer.alloc(0);
  private waiting: { settle: (reply: Omit<Reply, 'ms'>) => void; fail: (error: Error) => void } | null = null;

  constructor(url: string) {
    const { hostname, port } = new URL(url);
    this.host = hostname;
    this.port = Number(port);
  }

  async call({ method, path, token, body }: Call): Promise<Reply> {
    const content = body === undefined ? '' : JSON.stringify(body);
    const head = [
      `${method} ${path} HTTP/1.1`,
      `host: ${this.host}:${this.port}`,
      `authorization: Bearer ${token}`,
      ...(body === undefined
        ? []
        : ['content-type: application/json', `content-length: ${Buffer.byteLength(content)}`]),
    ].join('\r\n');
    const socket = await this.open();
    const began = performance.now();
    const reply = await new Promise<Omit<Reply, 'ms'>>((settle, fail) => {
      this.waiting = { settle, fail };
      socket.write(head + HEAD_END + content);
    });
    return { ...reply, ms: performance.now() - began };
  }

  close(): void {
    this.socket?.destroy();
    this.socket = null;
  }

  private async open(): Promise<Socket> {
    if (this.socket) return this.socket;
    const socket = connect({ host: this.host, port: this.port, noDelay: true });
    await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    this.held = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => this.receive(chunk));
    socket.on('error', () => undefined); // 'close' follows and fails the call
    socket.on('close', () => {
      if (this.socket === socket) this.socket = null;
      this.waiting?.fail(new Error('the connection was closed'));
      this.waiting = null;
    });
    this.socket = socket;
    return socket;
  }

  private receive(chunk: Buffer): void {
    this.held = this.held.length === 0 ? chunk : Buffer.concat([this.held, chunk]);
    const headEnd = this.held.indexOf(HEAD_END);
    if (headEnd < 0 || !this.waiting) return;
    const head = this.held.toString('latin1', 0, headEnd);
    const from = headEnd + HEAD_END.length;
    const length = /content-length: (\d+)/i.exec(head)?.[1];
    const body = length === undefined ? unchunked(this.held, from) : wholeBody(this.held, from, Number(length));
    if (body === null) return;
    const { settle } = this.waiting;
    this.waiting = null;
    this.held = Buffer.alloc(0);
    settle({ status: Number(head.slice(9, 12)), body });
  }
}

const wholeBody = (bytes: Buffer, from: number, length: number): string | null =>
  bytes.length < from + length ? null : bytes.toString('utf8', from, from + length);

function unchunked(bytes: Buffer, from: number): string | null {
  const parts: Buffer[] = [];
  for (let at = from; ; ) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd < 0) return null;
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16);
    const end = lineEnd + 2 + size;
    if (bytes.length < end + 2) return null;
    if (size === 0) return Buffer.concat(parts).toString('utf8');
    parts.push(bytes.subarray(lineEnd + 2, end));
    at = end + 2;
  }
}

export const bodyOf = <T>(reply: Reply): T => JSON.parse(reply.body) as T;

/** Runs `work` on each item, at most `width` at a time, each worker with its own connection. */
export async function inParallel<Item>(
  url: string,
  width: number,
  items: readonly Item[],
  work: (connection: Connection, item: Item, index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: Math.min(width, items.length) }, async () => {
      const connection = new Connection(url);
      for (let index = next++; index < items.length; index = next++)
        await work(connection, items[index] as Item, index);
      connection.close();
    }),
  );
}
