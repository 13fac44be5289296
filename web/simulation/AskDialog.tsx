/** Asks for a simulation: which book, which text of it or which single value changed, when, where. */
import { Input, InputNumber, Segmented, Select, Space, Switch } from 'antd';
import dayjs from 'dayjs';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { organisation } from '#contract/organisation.ts';
import { rulebook } from '#contract/rulebook.ts';
import { authoring } from '#contract/rulebook-authoring.ts';
import type { RulebookParameter } from '#contract/rulebook-document.ts';
import { simulation } from '#contract/simulation.ts';
import { ApiError } from '../shell/api.ts';
import { dayStarts, formatDay, formatFull, localToday } from '../shell/format.ts';
import { textOf } from '../shell/i18n.ts';
import { DayInput } from '../shell/parts/DayInput.tsx';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import { useSiteOrNull } from '../shell/session.tsx';

type Parameter = z.output<typeof RulebookParameter>;
type Document = ResponseOf<typeof rulebook.document>;
type Value = string | number | boolean;
const presets = ['week', 'month', 'quarter', 'own'] as const;
type Preset = (typeof presets)[number];

/** The last whole week, month or quarter, as its first and last day. */
function spanOf(preset: Exclude<Preset, 'own'>): { from: string; to: string } {
  const today = dayjs(localToday());
  const day = (date: dayjs.Dayjs) => date.format('YYYY-MM-DD');
  if (preset === 'week') {
    const monday = today.subtract((today.day() + 6) % 7, 'day');
    return { from: day(monday.subtract(7, 'day')), to: day(monday.subtract(1, 'day')) };
  }
  const first = today.startOf('month').subtract(preset === 'quarter' ? today.month() % 3 : 0, 'month');
  const months = preset === 'quarter' ? 3 : 1;
  return { from: day(first.subtract(months, 'month')), to: day(first.subtract(1, 'day')) };
}

const earlierOf = (one: string, other: string): string => (one < other ? one : other);

interface Props {
  readonly rulebookId: string;
  readonly under: string;
  readonly onClose: () => void;
  readonly onAsked: (simulationId: string) => void;
}

export function AskDialog(props: Props) {
  const { t } = useTranslation();
  const site = useSiteOrNull();
  const books = useApiQuery(rulebook.list, {});
  const sites = useApiQuery(organisation.sites, { query: {} });
  const parameters = useApiQuery(rulebook.parameters, {});
  const start = useApiCommand(simulation.start);
  const [book, setBook] = useState(props.rulebookId);
  const [under, setUnder] = useState(props.under);
  const [preset, setPreset] = useState<Preset>('month');
  const [span, setSpan] = useState(() => spanOf('month'));
  const [siteIds, setSiteIds] = useState<string[]>([]);
  /** The first decision on record, once the server has named it. */
  const [began, setBegan] = useState('');
  const [name, setName] = useState('');
  const [value, setValue] = useState<Value | null>(null);
  const rows = books.data?.rows ?? [];
  const ofSite = rows.find((row) => row.sites.some(({ id }) => id === site?.id));
  const bookId = book || ofSite?.id || rows[0]?.id || '';
  const chosen = rows.find((row) => row.id === bookId);
  const drafts = useApiQuery(authoring.drafts, { query: { rulebookId: bookId } }, { enabled: bookId !== '' });
  const parameter = parameters.data?.parameters.find((one) => one.name === name);
  const text = useApiQuery(
    rulebook.document,
    { params: { rulebookId: bookId }, query: {} },
    { enabled: bookId !== '' && name !== '', live: [], keepPrevious: true },
  );
  const choose = (next: Preset): void => {
    setPreset(next);
    if (next !== 'own') setSpan(spanOf(next));
  };
  const submit = async (): Promise<void> => {
    const body = {
      ...(under ? { under } : {}),
      values: name && value !== null ? { [name]: value } : {},
      siteIds,
      from: span.from === formatDay(began) ? began : dayStarts(span.from),
      to: earlierOf(dayStarts(dayjs(span.to).add(1, 'day').format('YYYY-MM-DD')), new Date().toISOString()),
    };
    try {
      const { simulationId } = await start.mutateAsync({ params: { rulebookId: bookId }, body });
      props.onAsked(simulationId);
    } catch (failure) {
      const since =
        failure instanceof ApiError && failure.code === 'PERIOD_BEFORE_JOURNAL' ? failure.detail.since : null;
      if (typeof since !== 'string' || since >= body.to) throw failure;
      setBegan(since);
      setPreset('own');
      setSpan({ ...span, from: formatDay(since) });
    }
  };
  return (
    <DialogForm
      title={t('simulation.ask')}
      okText={t('simulation.start')}
      onCancel={props.onClose}
      onSubmit={submit}
      incomplete={!bookId || !span.from || !span.to || (!under && (!name || value === null))}
      width={560}
    >
      <Field label={t('simulation.book')}>
        <Select
          value={bookId || null}
          aria-label={t('simulation.book')}
          loading={books.isPending}
          options={rows.map((row) => ({ value: row.id, label: row.title }))}
          onChange={(id) => {
            setBook(id);
            setUnder('');
          }}
        />
      </Field>
      <Field label={t('simulation.under')} hint={t('simulation.under.hint')}>
        <Select
          value={under}
          aria-label={t('simulation.under')}
          options={[
            { value: '', label: t('simulation.under.newest', { number: chosen?.current?.number ?? '' }) },
            ...(drafts.data?.rows ?? []).map((draft) => ({
              value: `draft:${draft.id}`,
              label: t('simulation.under.draft', { title: draft.title }),
              disabled: draft.faults > 0,
            })),
          ]}
          onChange={setUnder}
        />
      </Field>
      <Field label={t('simulation.value')} hint={standing(text.data, name, t) || t('simulation.value.hint')}>
        <div style={{ display: 'grid', gap: 8, gridTemplateColumns: 'minmax(0, 1fr) 170px' }}>
          <Select
            value={name || null}
            aria-label={t('simulation.value')}
            placeholder={t('simulation.value.none')}
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            options={(parameters.data?.parameters ?? [])
              .filter((one) => one.type !== 'table')
              .map((one) => ({ value: one.name, label: textOf(one.label) }))}
            onChange={(next: string | undefined) => {
              setName(next ?? '');
              const found = parameters.data?.parameters.find((one) => one.name === next);
              setValue(found?.type === 'switch' ? true : null);
            }}
          />
          {parameter ? <ValueField parameter={parameter} value={value} onChange={setValue} /> : null}
        </div>
      </Field>
      <Field
        label={t('simulation.period')}
        hint={began && span.from === formatDay(began) ? t('simulation.period.began', { at: formatFull(began) }) : null}
      >
        <Segmented
          value={preset}
          onChange={choose}
          options={presets.map((one) => ({ value: one, label: t(`simulation.period.${one}`) }))}
        />
        <div style={{ display: 'flex', gap: 8, marginTop: 8, flexWrap: 'wrap' }}>
          <DayInput
            label={t('simulation.from')}
            value={span.from}
            max={span.to}
            onChange={(from) => {
              setPreset('own');
              setSpan({ ...span, from });
            }}
          />
          <DayInput
            label={t('simulation.to')}
            value={span.to}
            min={span.from}
            max={localToday()}
            onChange={(to) => {
              setPreset('own');
              setSpan({ ...span, to });
            }}
          />
        </div>
      </Field>
      <Field label={t('simulation.sites')}>
        <Select
          mode="multiple"
          value={siteIds}
          aria-label={t('simulation.sites')}
          placeholder={t('simulation.sites.all')}
          options={(sites.data?.rows ?? []).map((one) => ({ value: one.id, label: one.name }))}
          onChange={setSiteIds}
        />
      </Field>
    </DialogForm>
  );
}

/** What the text in force says, and what may be set: nobody changes a value they cannot see. */
function standing(text: Document | undefined, name: string, t: TFunction): string {
  if (!text) return '';
  const said = text.chapters
    .flatMap(({ notes, clauses }) => [...notes, ...clauses.flatMap(({ body }) => body)])
    .flatMap((block) => (block.kind === 'paragraph' ? block.content : block.kind === 'list' ? block.items.flat() : []))
    .find((one) => one.kind === 'param' && one.name === name);
  const range = text.parameters[name]?.range;
  return [
    said?.kind === 'param' ? t('simulation.value.now', { value: textOf(said) }) : '',
    range && textOf(range) !== '' ? t('simulation.value.range', { range: textOf(range) }) : '',
  ]
    .filter(Boolean)
    .join(' · ');
}

interface ValueFieldProps {
  readonly parameter: Parameter;
  readonly value: Value | null;
  readonly onChange: (value: Value | null) => void;
}

function ValueField({ parameter, value, onChange }: ValueFieldProps) {
  const { t } = useTranslation();
  const label = t('simulation.newValue');
  if (parameter.type === 'choice')
    return (
      <Select
        value={value as string | null}
        aria-label={label}
        placeholder={label}
        options={Object.entries(parameter.options ?? {}).map(([key, words]) => ({ value: key, label: textOf(words) }))}
        onChange={onChange}
      />
    );
  if (parameter.type === 'switch')
    return <Switch checked={value === true} aria-label={label} onChange={(checked) => onChange(checked)} />;
  if (parameter.type === 'time')
    return (
      <Input type="time" aria-label={label} value={String(value ?? '')} onChange={(e) => onChange(e.target.value)} />
    );
  if (parameter.daysMax !== undefined)
    return <SpanField parameter={parameter} value={value} onChange={onChange} label={label} />;
  return (
    <InputNumber
      value={value as number | null}
      aria-label={label}
      placeholder={label}
      min={parameter.min}
      max={parameter.max}
      precision={0}
      suffix={t(`simulation.unit.${parameter.type}`)}
      style={{ width: '100%' }}
      onChange={(next) => onChange(next)}
    />
  );
}

/** Months, or days written "30d". */
function SpanField({ parameter, value, onChange, label }: ValueFieldProps & { readonly label: string }) {
  const { t } = useTranslation();
  const [unit, setUnit] = useState<'months' | 'days'>('months');
  const days = unit === 'days';
  const typed = value === null ? null : Number.parseInt(String(value), 10);
  const give = (next: number | null, inDays: boolean) => onChange(next === null ? null : inDays ? `${next}d` : next);
  return (
    <Space.Compact block>
      <InputNumber
        value={typed}
        aria-label={label}
        placeholder={label}
        min={days ? 1 : parameter.min}
        max={days ? parameter.daysMax : parameter.max}
        precision={0}
        style={{ width: '100%' }}
        onChange={(next) => give(next, days)}
      />
      <Select
        value={unit}
        aria-label={label}
        style={{ width: 96 }}
        options={(['months', 'days'] as const).map((key) => ({ value: key, label: t(`simulation.unit.${key}`) }))}
        onChange={(next) => {
          setUnit(next);
          give(typed, next === 'days');
        }}
      />
    </Space.Compact>
  );
}
