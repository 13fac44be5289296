/** What has been changed, when it takes effect and why: published as a new version, or dropped. */
import { Alert, Button, DatePicker, Input } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { rulebook } from '#contract/rulebook.ts';
import { ApiError } from '../shell/api.ts';
import { showDone } from '../shell/feedback.tsx';
import { textOf } from '../shell/i18n.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { useApiCommand } from '../shell/queries.ts';
import type { BlockOf, Declarations } from './Blocks.tsx';
import { type Editing, wordOf } from './editing.ts';

type Document = ResponseOf<typeof rulebook.document>;
interface Problem {
  readonly line: number;
  readonly zh: string;
  readonly en: string;
  readonly remedy: { readonly zh: string; readonly en: string };
}

interface PublishBarProps {
  readonly book: Document;
  readonly editing: Editing;
  readonly onDone: () => void;
}

export function PublishBar({ book, editing, onDone }: PublishBarProps) {
  const { t } = useTranslation();
  const publish = useApiCommand(rulebook.setValues);
  const [from, setFrom] = useState<Dayjs | null>(null);
  const [note, setNote] = useState('');
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const changes = changesOf(book, editing, t);
  const send = async (): Promise<void> => {
    setProblems([]);
    try {
      const { number } = await publish.mutateAsync({
        params: { rulebookId: book.id },
        body: {
          values: { ...editing.values },
          cells: [...editing.cells],
          startedFrom: book.version.number,
          note,
          ...(from ? { effectiveFrom: from.toISOString() } : {}),
        },
      });
      showDone(t('rulebook.edit.done', { number }));
      onDone();
    } catch (error) {
      if (error instanceof ApiError && Array.isArray(error.detail.errors))
        setProblems(error.detail.errors as Problem[]);
      throw error;
    }
  };
  return (
    <section className="rule-publish no-print" aria-label={t('rulebook.edit')}>
      {problems.map((problem) => (
        <Alert
          key={`${problem.line} ${problem.en}`}
          type="error"
          title={textOf(problem)}
          description={textOf(problem.remedy)}
        />
      ))}
      {changes.length > 0 ? (
        <ul className="rule-changes">
          {changes.map(({ key, label, before, after }) => (
            <li key={key}>
              {label}: <del>{before}</del> → <strong>{after}</strong>
            </li>
          ))}
        </ul>
      ) : (
        <div className="muted">{t('rulebook.edit.hint')}</div>
      )}
      <div className="rule-publish-row">
        <DatePicker
          showTime={{ format: 'HH:mm' }}
          format="YYYY-MM-DD HH:mm"
          value={from}
          onChange={(value) => setFrom(value)}
          minDate={dayjs()}
          placeholder={t('rulebook.edit.atOnce')}
          aria-label={t('rulebook.edit.from')}
        />
        <Input
          value={note}
          maxLength={500}
          onChange={(event) => setNote(event.target.value)}
          placeholder={t('rulebook.edit.note')}
          aria-label={t('rulebook.edit.note')}
        />
        <Button onClick={onDone}>{t('shell.cancel')}</Button>
        <ActionButton
          type="primary"
          label={t('rulebook.edit.publish')}
          disabledReason={changes.length === 0 ? t('rulebook.edit.hint') : null}
          onClick={send}
        />
      </div>
    </section>
  );
}

interface Change {
  readonly key: string;
  readonly label: string;
  readonly before: string;
  readonly after: string;
}
function changesOf(book: Document, editing: Editing, t: TFunction): Change[] {
  const blocks = book.chapters.flatMap(({ clauses }) => clauses).flatMap(({ body }) => body);
  const original = new Map(blocks.flatMap(partsOf).map((part) => [part.name, part.value]));
  const labelOf = (name: string): string => {
    const declared: Declarations[string] | undefined = book.parameters[name];
    return declared ? textOf(declared.label) : name;
  };
  const values = Object.entries(editing.values).map(([name, value]) => ({
    key: name,
    label: labelOf(name),
    before: wordOf(book.parameters[name], original.get(name) ?? '', t),
    after: wordOf(book.parameters[name], value, t),
  }));
  const tables = blocks.filter((block) => block.kind === 'table');
  const cells = editing.cells.map(({ table, row, column, value }) => {
    const block = tables.find(({ name }) => name === table);
    const line = block?.rows.find(({ key }) => key === row);
    const place = block?.columns.findIndex(({ key }) => key === column) ?? -1;
    return {
      key: `${table} ${row} ${column}`,
      label: `${labelOf(table)} · ${line?.label || row} · ${block?.columns[place]?.label || column}`,
      before: `${line?.cells[place] ?? ''}${block?.unit ?? ''}`,
      after: `${value}${block?.unit ?? ''}`,
    };
  });
  return [...values, ...cells];
}

const partsOf = (block: BlockOf) => {
  const parts = block.kind === 'paragraph' ? block.content : block.kind === 'list' ? block.items.flat() : [];
  return parts.filter((part) => part.kind === 'param');
};
