/** PostgreSQL's COPY as byte streams: the fastest exact way to carry a table, and it needs no program beside the driver. */
import { Readable } from 'node:stream';
import pg from 'pg';

interface CopyConnection {
  readonly stream: { pause(): void; resume(): void };
  sendCopyFromChunk(chunk: Buffer): boolean;
  endCopyFrom(): void;
  sendCopyFail(message: string): void;
}

/** The driver hands COPY messages to the running query; its published types leave these two methods out. */
class CopyOut extends pg.Query {
  readonly bytes: Readable;
  private connection: CopyConnection | null = null;

  constructor(text: string) {
    super(text);
    this.bytes = new Readable({ read: () => this.connection?.stream.resume() });
    this.on('error', (error) => this.bytes.destroy(error));
    this.on('end', () => this.bytes.push(null));
    this.bytes.on('close', () => this.connection?.stream.resume()); // a reader that gave up must not hold the connection
  }

  handleCopyData(message: { chunk: Buffer }, connection: CopyConnection): void {
    this.connection = connection;
    // Copied, because the driver reads the next message into the same memory.
    if (!this.bytes.destroyed && !this.bytes.push(Buffer.from(message.chunk))) connection.stream.pause();
  }
}

class CopyIn extends pg.Query {
  readonly done: Promise<number>;
  private readonly source: AsyncIterable<Buffer>;

  constructor(text: string, source: AsyncIterable<Buffer>) {
    super(text);
    this.source = source;
    this.done = new Promise((resolve, reject) => {
      this.on('error', reject);
      this.on('end', (result: pg.QueryResult) => resolve(result.rowCount ?? 0));
    });
  }

  handleCopyInResponse(connection: CopyConnection): void {
    this.send(connection).catch((error: unknown) => connection.sendCopyFail(String(error)));
  }

  private async send(connection: CopyConnection): Promise<void> {
    for await (const chunk of this.source) {
      if (!connection.sendCopyFromChunk(chunk)) await new Promise((resolve) => setImmediate(resolve));
    }
    connection.endCopyFrom();
  }
}

export function copyOut(client: pg.ClientBase, text: string): AsyncIterable<Buffer> {
  const query = new CopyOut(text);
  client.query(query);
  return query.bytes;
}

/** Number of rows written. */
export function copyIn(client: pg.ClientBase, text: string, source: AsyncIterable<Buffer>): Promise<number> {
  const query = new CopyIn(text, source);
  client.query(query);
  return query.done;
}
