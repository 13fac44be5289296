/**
 * The text of a clause: paragraphs, lists and tables with their parameters marked where they stand. A parameter is a plain element
 * that names itself (`data-param`); the page around it listens once for all of them, since a document has hundreds.
 */
import { createContext, Fragment, use } from 'react';
import { useTranslation } from 'react-i18next';
import { textOf } from '../shell/i18n.ts';
import { RuleTable } from './RuleTable.tsx';
import type { BlockOf, Declarations } from './shapes.ts';

type Parts = Extract<BlockOf, { kind: 'paragraph' }>['content'];

/** What each parameter said in the version a draft began with; null while nothing is compared. */
export const BeforeContext = createContext<Readonly<Record<string, string>> | null>(null);

interface BlocksProps {
  readonly blocks: readonly BlockOf[];
  /** Name and range of the parameters; without it they are marked but not explained. */
  readonly declarations?: Declarations;
}

export function Blocks({ blocks, declarations }: BlocksProps) {
  return blocks.map((block, index) => {
    // Blocks have no names of their own; their place is who they are.
    const key = `${block.kind}-${index}`;
    if (block.kind === 'paragraph')
      return (
        <p key={key}>
          <Sentence parts={block.content} declarations={declarations} />
        </p>
      );
    if (block.kind === 'table') return <RuleTable key={key} block={block} declared={declarations?.[block.name]} />;
    const List = block.ordered ? 'ol' : 'ul';
    return (
      <List key={key}>
        {block.items.map((item, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: their place is who they are
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
  const before = use(BeforeContext)?.[part.name];
  const declared = declarations?.[part.name];
  if (!declared) return <mark className="rule-value">{part.zh}</mark>;
  const label = `${textOf(declared.label)}: ${part.zh}`;
  if (before === undefined || before === part.zh) return <Words name={part.name} label={label} text={part.zh} />;
  return <ChangedWords name={part.name} label={label} text={part.zh} before={before} />;
}

interface WordsProps {
  readonly name: string;
  readonly label: string;
  readonly text: string;
  readonly title?: string;
}
const Words = ({ name, label, text, title }: WordsProps) => (
  // biome-ignore lint/a11y/useSemanticElements: a button would break the line; a value wraps with its sentence
  <span
    className={title ? 'rule-value is-changed' : 'rule-value'}
    role="button"
    tabIndex={0}
    data-param={name}
    title={title}
    aria-label={label}
  >
    {text}
  </span>
);

function ChangedWords({ before, ...words }: WordsProps & { readonly before: string }) {
  const { t } = useTranslation();
  return <Words {...words} title={t('rulebook.was', { value: before })} />;
}
