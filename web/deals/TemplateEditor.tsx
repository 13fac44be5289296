/** Writing a contract text beside what it will look like; or bringing it as a Word file. */
import { Alert, Button, Input } from 'antd';
import { useDeferredValue, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dealDocuments } from '#contract/deal-documents.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { newCommandId, send } from '../shell/api.ts';
import { askReason, showDone, showError } from '../shell/feedback.tsx';
import { currentLanguage } from '../shell/i18n.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { queryClient, useApiCommand, useApiQuery } from '../shell/queries.ts';
import { Sheet } from './Sheet.tsx';
import { usePreview } from './use-preview.ts';
import { Section } from './Section.tsx';
import type { Goods } from './words.ts';

type Text = ResponseOf<typeof dealDocuments.text>;

interface EditorProps {
  readonly text: Text;
  readonly newest: number;
  readonly place: { readonly goods: Goods | null; readonly siteId: string | null };
  readonly onSaved: (templateId: string) => void;
  readonly onRetired: () => void;
}

export function TemplateEditor({ text, newest, place, onSaved, onRetired }: EditorProps) {
  const { t } = useTranslation();
  const { row } = text;
  const [typed, setTyped] = useState(text.text ?? '');
  const [note, setNote] = useState('');
  const area = useRef<HTMLDivElement>(null);
  const preview = usePreview(row.kind, useDeferredValue(typed), text.preview, typed !== (text.text ?? ''));
  const save = useApiCommand(dealDocuments.save);
  const restore = useApiCommand(dealDocuments.restore);
  const retire = useApiCommand(dealDocuments.retire);
  const isOwnPlace = row.goods === place.goods && (row.site?.id ?? null) === place.siteId;
  const basedOn = isOwnPlace ? newest : 0;
  const isOld = row.version < newest;
  const isWord = row.form === 'word';
  const insert = (name: string) => {
    const field = area.current?.querySelector('textarea');
    const at = field?.selectionEnd ?? typed.length;
    setTyped(`${typed.slice(0, at)}{{${name}}}${typed.slice(at)}`);
    field?.focus();
  };
  const saved = ({ templateId, version }: { templateId: string; version: number }) => {
    showDone(t('deals.template.saved', { version }));
    setNote('');
    onSaved(templateId);
  };
  const actions = (
    <>
      <Upload row={row} place={place} basedOn={basedOn} onSaved={saved} />
      {row.templateId && isOld ? (
        <ActionButton
          label={t('deals.template.restore')}
          onClick={async () =>
            saved(
              await restore.mutateAsync({
                params: { templateId: row.templateId ?? '' },
                body: { number: row.version, basedOn: newest },
              }),
            )
          }
        />
      ) : null}
      {row.templateId && !isOld ? (
        <ActionButton
          label={t('deals.template.retire')}
          onClick={async () => {
            const reason = await askReason({
              title: t('deals.template.retire'),
              text: t('deals.template.retire.text'),
              required: true,
            });
            if (!reason || !row.templateId) return;
            await retire.mutateAsync({ params: { templateId: row.templateId }, body: { reason } });
            showDone(t('deals.template.retired'));
            onRetired();
          }}
        />
      ) : null}
      {isWord ? null : (
        <ActionButton
          type="primary"
          label={t('deals.template.save')}
          hotkey="ctrl+s"
          disabledReason={
            preview.unknown.length > 0 ? t('deals.template.unknown', { names: preview.unknown.join('、') }) : null
          }
          onClick={async () =>
            saved(await save.mutateAsync({ body: { kind: row.kind, ...place, text: typed, note, basedOn } }))
          }
        />
      )}
    </>
  );
  return (
    <>
      <div className="page-filters">
        <Input
          value={note}
          maxLength={200}
          onChange={(event) => setNote(event.target.value)}
          placeholder={t('deals.template.note')}
          aria-label={t('deals.template.note')}
          style={{ width: 260 }}
        />
        {actions}
      </div>
      {preview.unknown.length > 0 ? (
        <Alert type="error" showIcon title={t('deals.template.unknown', { names: preview.unknown.join('、') })} />
      ) : null}
      <div className="template-edit">
        <div ref={area}>
          {isWord ? (
            <Section title={row.fileName}>
              <p>{t('deals.template.word')}</p>
              <Button href={`/api/deal-templates/${row.templateId}/file?number=${row.version}`} download>
                {t('deals.template.download')}
              </Button>
            </Section>
          ) : (
            <Input.TextArea
              rows={28}
              value={typed}
              maxLength={60_000}
              spellCheck={false}
              aria-label={t('deals.template.text')}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
          <FieldList kind={row.kind} onPick={isWord ? undefined : insert} />
        </div>
        <Sheet lines={preview.lines} />
      </div>
    </>
  );
}

function FieldList({ kind, onPick }: { kind: Text['row']['kind']; onPick?: ((name: string) => void) | undefined }) {
  const { t } = useTranslation();
  const fields = useApiQuery(dealDocuments.fields, { query: { kind } }).data;
  const isEnglish = currentLanguage() === 'en';
  if (!fields) return null;
  const pick = (name: string, en: string, key = name) => (
    <button key={key} type="button" title={en} onClick={() => onPick?.(name)}>
      {name}
      {isEnglish ? <span className="muted"> {en}</span> : null}
    </button>
  );
  return (
    <Section title={t('deals.template.fields')}>
      <div className="template-fields">{fields.fields.map((field) => pick(field.name, field.en))}</div>
      {fields.lists.map((list) => (
        <div key={list.name}>
          <p className="muted">{t('deals.template.list', { open: `{{#${list.name}}}`, close: `{{/${list.name}}}` })}</p>
          <div className="template-fields">
            {list.fields.map((field) => pick(field.name, field.en, `${list.name} ${field.name}`))}
          </div>
        </div>
      ))}
    </Section>
  );
}

function Upload(props: {
  readonly row: Text['row'];
  readonly place: EditorProps['place'];
  readonly basedOn: number;
  readonly onSaved: (saved: { templateId: string; version: number }) => void;
}) {
  const { t } = useTranslation();
  const { row, place, basedOn, onSaved } = props;
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const upload = async (file: File): Promise<void> => {
    setBusy(true);
    try {
      const query = new URLSearchParams({
        kind: row.kind,
        basedOn: String(basedOn),
        name: file.name,
        commandId: newCommandId(),
        ...(place.goods ? { goods: place.goods } : {}),
        ...(place.siteId ? { siteId: place.siteId } : {}),
      });
      const answer = await send(`/api/deal-templates/file?${query}`, {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream' },
        body: file,
      });
      await queryClient.invalidateQueries();
      onSaved(answer as { templateId: string; version: number });
    } catch (error) {
      showError(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".docx"
        hidden
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) void upload(file);
        }}
      />
      <Button loading={busy} onClick={() => input.current?.click()}>
        {t('deals.template.upload')}
      </Button>
    </>
  );
}
