/** Open boards: live connections that only listen, and how long after the answer each of them hears that a room is gone. */
import { connect, type Socket } from 'node:net';

export interface Boards {
  /** The winner has the answer: from now on everybody should hear of it. */
  gone(unitId: string): void;
  close(): { readonly lags: readonly number[]; readonly missed: number };
}

interface Heard {
  readonly at: number;
  readonly boards: number;
}

/** Every board reads everything it is sent; when each change was heard by the last of them is what counts. */
export async function openBoards(url: string, token: string, count: number): Promise<Boards> {
  const { hostname, port, host } = new URL(url);
  const answered = new Map<string, number>();
  const heard = new Map<string, Heard>();
  const sockets: Socket[] = [];
  for (let n = 0; n < count; n++) {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    sockets.push(socket);
    await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    let rest = '';
    const opened = new Promise<void>((resolve) => {
      socket.on('data', (chunk: Buffer) => {
        const text = rest + chunk.toString('latin1');
        const end = text.lastIndexOf('\n\n');
        rest = end < 0 ? text : text.slice(end + 2);
        if (text.includes('resync')) resolve();
        const at = performance.now();
        for (const [, unitId = ''] of text
          .slice(0, Math.max(0, end))
          .matchAll(/"topic":"inventory"[^}]*?"id":"([0-9a-f-]{36})"/g))
          heard.set(unitId, { at, boards: (heard.get(unitId)?.boards ?? 0) + 1 });
      });
    });
    socket.write(`GET /api/events HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${token}\r\n\r\n`);
    await opened;
  }
  return {
    gone: (unitId) => void answered.set(unitId, performance.now()),
    close() {
      for (const socket of sockets) socket.destroy();
      const lags = [...answered].map(([unitId, at]) => Math.max(0, (heard.get(unitId)?.at ?? Number.NaN) - at));
      const missed = [...answered.keys()].reduce((sum, unitId) => sum + count - (heard.get(unitId)?.boards ?? 0), 0);
      return { lags: lags.filter((lag) => !Number.isNaN(lag)), missed };
    },
  };
}
