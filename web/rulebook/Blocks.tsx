/** The text of a clause: paragraphs, lists and tables with their parameters marked where they stand. */
import { Popover } from 'antd';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResponseOf } from '#contract/kernel/route.ts';
import type { rulebook } from '#contract/rulebook.ts';
import { currentLanguage, textOf } from '../shell/i18n.ts';
import { isSameCell, type Scalar, useEditing } from './editing.ts';
import { ValueEditor } from './ValueEditor.tsx';

type Document = ResponseOf<typeof rulebook.document>;
export type ClauseOf = Document['chapters'][number]['clauses'][number];
export type BlockOf = ClauseOf['body'][number];
type Parts = Extract<BlockOf, { kind: 'paragraph' }>['content'];
export type Declarations = Document['parameters'];

interface BlocksProps {
  readonly blocks: readonly BlockOf[];
  /** Name and range of the parameters; without it they are marked but not explained. */
  readonly declarations?: Declarations;
}

export function Blocks({ blocks, declarations }: BlocksProps) {
  return blocks.map((block, index) => {
    // Blocks of a published version never move.
    const key = `${block.kind}-${index}`;
    if (block.kind === 'paragraph')
      return (
        <p key={key}>
          <Sentence parts={block.content} declarations={declarations} />
        </p>
      );
    if (block.kind === 'table') return <RuleTable key={key} block={block} declarations={declarations} />;
    const List = block.ordered ? 'ol' : 'ul';
    return (
      <List key={key}>
        {block.items.map((item, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: items of a published version never move
          <li key={place}>
            <Sentence parts={item} declarations={declarations} />
          </li>
        ))}
      </List>
    );
  });
}

function Sentence({ parts, declarations }: { parts: Parts; declarations: Declarations | undefined }) {
  return parts.map((part, index) => {
    const key = `${part.kind}-${index}`;
    if (part.kind === 'text')
      return part.strong ? <strong key={key}>{part.text}</strong> : <Fragment key={key}>{part.text}</Fragment>;
    return <Parameter key={key} part={part} declarations={declarations} />;
  });
}

interface ParameterProps {
  readonly part: Extract<Parts[number], { kind: 'param' }>;
  readonly declarations: Declarations | undefined;
}
function Parameter({ part, declarations }: ParameterProps) {
  const { t } = useTranslation();
  const editing = useEditing();
  const { name, zh: text, en: english } = part;
  const declared = declarations?.[name];
  if (!declared) return <mark className="rule-value">{text}</mark>;
  if (editing) return <ValueEditor name={name} original={part.value as Scalar} declared={declared} />;
  return (
    <Popover
      trigger={['click', 'hover', 'focus']}
      title={textOf(declared.label)}
      content={
        <div className="rule-about">
          {currentLanguage() === 'en' ? <div>{english}</div> : null}
          <div>
            {t('rulebook.range')} {textOf(declared.range)}
          </div>
          <div className="muted">
            {name} · {declared.cites.join(' ')}
          </div>
        </div>
      }
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a button would break the line; a value wraps with its sentence */}
      <span className="rule-value" role="button" tabIndex={0} aria-label={`${textOf(declared.label)}: ${text}`}>
        {text}
      </span>
    </Popover>
  );
}

function RuleTable({
  block,
  declarations,
}: {
  block: Extract<BlockOf, { kind: 'table' }>;
  declarations: Declarations | undefined;
}) {
  const editing = useEditing();
  const declared = declarations?.[block.name];
  return (
    <div className="rule-table-box">
      <table className="rule-table">
        {declared ? <caption>{textOf(declared.label)}</caption> : null}
        <thead>
          <tr>
            <th scope="col">{block.corner}</th>
            {block.columns.map((column) => (
              <th key={column.key} scope="col">
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {block.rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{row.label}</th>
              {row.cells.map((cell, index) => {
                const column = block.columns[index]?.key ?? String(index);
                return (
                  <td key={column} className={cell === 0 ? 'is-zero' : undefined}>
                    {editing ? (
                      <CellEditor table={block.name} row={row.key} column={column} original={cell} />
                    ) : (
                      `${cell}${block.unit}`
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface CellEditorProps {
  readonly table: string;
  readonly row: string;
  readonly column: string;
  readonly original: number;
}
/** A plain input: a table of shares has two hundred of them. */
function CellEditor({ original, ...cell }: CellEditorProps) {
  const editing = useEditing();
  const value = editing?.cells.find((one) => isSameCell(one, cell))?.value ?? original;
  return (
    <input
      className={value === original ? 'rule-cell' : 'rule-cell is-changed'}
      type="number"
      aria-label={`${cell.row} ${cell.column}`}
      value={value}
      onChange={(event) => editing?.setCell({ ...cell, value: Math.trunc(Number(event.target.value)) }, original)}
    />
  );
}
