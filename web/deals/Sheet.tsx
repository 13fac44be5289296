/** A filled text on the screen as it will stand on paper. */
import type { ReactNode } from 'react';
import type { dealDocuments } from '#contract/deal-documents.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';

type Line = ResponseOf<typeof dealDocuments.text>['preview'][number];
type Cell = Line['cells'][number];

const words = (cell: Cell | undefined): ReactNode =>
  (cell ?? []).map((run, index) => {
    const inner = run.isFilled ? <u>{run.text}</u> : run.text;
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a line have no other name than their place
    return <span key={index}>{run.strong ? <b>{inner}</b> : inner}</span>;
  });

function one(line: Line): ReactNode {
  const text = words(line.cells[0]);
  if (line.kind === 'title') return <h3>{text}</h3>;
  if (line.kind === 'heading') return <h4>{text}</h4>;
  if (line.kind === 'note') return <p className="muted">{text}</p>;
  if (line.kind === 'item')
    return (
      <ul>
        <li>{text}</li>
      </ul>
    );
  if (line.kind === 'page') return <hr />;
  if (line.kind === 'columns')
    return (
      <div className="is-columns">
        {line.cells.map((cell, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other name than their place
          <span key={index}>{words(cell)}</span>
        ))}
      </div>
    );
  return <p>{text}</p>;
}

function row(line: Line, key: number): ReactNode {
  const Tag = line.isHeader ? 'th' : 'td';
  return (
    <tr key={key}>
      {line.cells.map((cell, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: cells have no other name than their place
        <Tag key={index}>{words(cell)}</Tag>
      ))}
    </tr>
  );
}

export function Sheet({ lines }: { readonly lines: readonly Line[] }) {
  const out: ReactNode[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] as Line;
    let end = at + 1;
    if (line.kind === 'row') {
      while (lines[end]?.kind === 'row') end += 1;
      out.push(
        <table key={at}>
          <tbody>{lines.slice(at, end).map(row)}</tbody>
        </table>,
      );
    } else out.push(<div key={at}>{one(line)}</div>);
    at = end;
  }
  return <article className="sheet">{out}</article>;
}
