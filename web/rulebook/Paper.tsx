/**
 * A rulebook on paper: contents beside it, title, chapters, clauses. It hears every click on its words once: a parameter opens its
 * panel, a citation its source.
 */
import {
  lazy,
  type MouseEvent,
  type KeyboardEvent as ReactKeyboardEvent,
  type ReactNode,
  Suspense,
  useCallback,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import { Blocks } from './Blocks.tsx';
import type { OpenParameter } from './ParameterPanel.tsx';
import type { ClauseOf, RuleText, Scalar } from './shapes.ts';
import './rulebook.css';

const ParameterPanel = lazy(async () => ({ default: (await import('./ParameterPanel.tsx')).ParameterPanel }));
const CatalogueDrawer = lazy(async () => ({ default: (await import('./CatalogueDrawer.tsx')).CatalogueDrawer }));
const HistoryDrawer = lazy(async () => ({ default: (await import('./HistoryDrawer.tsx')).HistoryDrawer }));

interface PaperProps {
  readonly rulebookId: string;
  readonly text: RuleText;
  readonly showGloss: boolean;
  /** Under the title: version, since when. */
  readonly standing: ReactNode;
  /** Under the contents. */
  readonly aside?: ReactNode;
  readonly clause: (clause: ClauseOf, chapter: number) => ReactNode;
  /** Beside the heading of a chapter and at its end, in a draft. */
  readonly chapterTools?: (chapter: number) => ReactNode;
  readonly chapterEnd?: (chapter: number) => ReactNode;
  /** In a draft: what changes a value, and what the values were. */
  readonly onSave?: ((name: string, value: Scalar) => Promise<unknown>) | null;
  readonly before?: Readonly<Record<string, string>> | null;
  /** After the last clause. */
  readonly end?: ReactNode;
}

export function Paper(props: PaperProps) {
  const { rulebookId, text, showGloss, standing, aside, clause, chapterTools, chapterEnd, onSave, before, end } = props;
  const words = useOpenWords();
  const { open } = words;
  const declared = open ? text.parameters[open.name] : undefined;
  const value = open ? saidIn(text, open.name) : undefined;
  const was = open ? before?.[open.name] : undefined;
  return (
    <div className="rulebook">
      <Contents text={text} aside={aside} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it hears its words and citations, which are buttons themselves */}
      <div className="rule-around" onClick={words.onClick} onKeyDown={words.onKeyDown}>
        <article className="rule-paper">
          <header className="rule-head">
            <h1>{text.meta.title}</h1>
            {showGloss ? <p className="rule-gloss">{text.meta.gloss}</p> : null}
            <p className="muted">{standing}</p>
          </header>
          {text.chapters.map((chapter, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two chapters may read alike
            <section key={`${index} ${chapter.title}`} id={`chapter-${index + 1}`} className="rule-chapter">
              <h2>
                {chapter.title}
                {showGloss ? <span className="rule-gloss"> {chapter.gloss}</span> : null}
                {chapterTools?.(index)}
              </h2>
              <Blocks blocks={chapter.notes} declarations={text.parameters} />
              {chapter.clauses.map((one) => clause(one, index))}
              {chapterEnd?.(index)}
            </section>
          ))}
          {end}
        </article>
        <Suspense>
          {open && declared && value !== undefined ? (
            <ParameterPanel
              key={open.name}
              open={open}
              declared={declared}
              value={value.value}
              before={was === value.words ? undefined : was}
              onSave={onSave ? (next) => onSave(open.name, next) : null}
              onCitation={words.openCitation}
              onHistory={words.openHistory}
              onClose={words.close}
            />
          ) : null}
          {words.citation ? <CatalogueDrawer id={words.citation} onClose={words.closeCitation} /> : null}
          {words.history ? (
            <HistoryDrawer rulebookId={rulebookId} name={words.history} onClose={words.closeHistory} />
          ) : null}
        </Suspense>
      </div>
    </div>
  );
}

const wordsAt = (target: EventTarget): HTMLElement | null => (target as HTMLElement).closest('[data-param]');
const opened =
  (words: HTMLElement) =>
  (now: OpenParameter | null): OpenParameter | null =>
    now?.anchor === words ? null : { name: words.dataset.param ?? '', anchor: words };

function useOpenWords() {
  const [open, setOpen] = useState<OpenParameter | null>(null);
  const [citation, setCitation] = useState<string | null>(null);
  const [history, setHistory] = useState<string | null>(null);
  const onClick = useCallback((event: MouseEvent) => {
    const words = wordsAt(event.target);
    if (words) setOpen(opened(words));
    const cite = (event.target as HTMLElement).closest<HTMLElement>('[data-cite]');
    if (cite) setCitation(cite.dataset.cite ?? null);
  }, []);
  const onKeyDown = useCallback((event: ReactKeyboardEvent) => {
    const words = wordsAt(event.target);
    if (!words || (event.key !== 'Enter' && event.key !== ' ')) return;
    event.preventDefault();
    setOpen(opened(words));
  }, []);
  return {
    open,
    citation,
    history,
    onClick,
    onKeyDown,
    openCitation: setCitation,
    openHistory: setHistory,
    close: useCallback(() => setOpen(null), []),
    closeCitation: useCallback(() => setCitation(null), []),
    closeHistory: useCallback(() => setHistory(null), []),
  };
}

function saidIn(text: RuleText, name: string): { value: Scalar; words: string } | undefined {
  for (const chapter of text.chapters)
    for (const { parameters, body } of chapter.clauses) {
      if (!parameters.includes(name)) continue;
      for (const block of body) {
        const parts = block.kind === 'paragraph' ? block.content : block.kind === 'list' ? block.items.flat() : [];
        for (const part of parts)
          if (part.kind === 'param' && part.name === name) return { value: part.value, words: part.zh };
      }
    }
  return undefined;
}

function Contents({ text, aside }: { text: RuleText; aside: ReactNode }) {
  const { t } = useTranslation();
  return (
    <nav className="rule-contents no-print" aria-label={t('rulebook.contents')}>
      <ol>
        {text.chapters.map((chapter, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two chapters may read alike
          <li key={`${index} ${chapter.title}`}>
            <a href={`#chapter-${index + 1}`}>{chapter.title}</a>
          </li>
        ))}
      </ol>
      {aside}
    </nav>
  );
}
