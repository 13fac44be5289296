/** The facts of a case as a form made from their schema. Whatever differs from the case it began with is marked. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { AutoComplete, Button, Input, InputNumber, Select, Switch } from 'antd';
import { memo, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage, textOf } from '../shell/i18n.ts';
import { instantOfInput, toInput } from '../shell/format.ts';
import { differ, emptyOf, fieldOf, type Schema, settled, variantOf } from './schema.ts';

type Path = readonly (string | number)[];
export interface FormContext {
  readonly now: string;
  /** Names of the ids in the case. */
  readonly names: Readonly<Record<string, string>>;
  /** What an id field offers: the ids of its kind that stand in the case already. */
  readonly ids: Readonly<Record<string, readonly string[]>>;
  readonly onlyChanged: boolean;
  readonly change: (path: Path, value: unknown) => void;
}

interface FieldProps {
  readonly schema: Schema;
  readonly label: string;
  readonly value: unknown;
  readonly base: unknown;
  readonly path: Path;
  readonly form: FormContext;
  /** Removes it from the list it stands in. */
  readonly onRemove?: () => void;
}

export const SchemaField = memo(function SchemaField(props: FieldProps) {
  const { label, value, base, path, form, onRemove } = props;
  const { t } = useTranslation();
  const { schema, nullable } = settled(props.schema);
  const field = fieldOf(schema);
  const changed = differ(value, base);
  if (form.onlyChanged && !changed) return null;
  const put = (next: unknown): void => form.change(path, next);
  const isEmpty = value === null || value === undefined;
  const nested = field.kind === 'object' || field.kind === 'record' || field.kind === 'list' || field.kind === 'union';
  const tools = (
    <>
      {nullable ? (
        <Switch
          size="small"
          checked={!isEmpty}
          aria-label={t('trials.present', { label })}
          title={t('trials.present', { label })}
          onChange={(present) => put(present ? emptyOf({ ...schema }, form.now) : null)}
        />
      ) : null}
      {onRemove ? (
        <Button
          size="small"
          type="text"
          icon={<DeleteOutlined />}
          aria-label={t('trials.remove', { label })}
          onClick={onRemove}
        />
      ) : null}
    </>
  );
  if (nested && !isEmpty)
    return (
      <Group
        label={label}
        opens={changed || (path.length === 1 && path[0] === 'input')}
        changed={changed}
        tools={tools}
        count={countOf(value)}
      >
        <Nested {...props} schema={schema} />
      </Group>
    );
  return (
    <div className={changed ? 'trial-field changed' : 'trial-field'}>
      <span className="trial-label">{label}</span>
      <span className="trial-value">
        {isEmpty ? <span className="muted">{t('trials.nothing')}</span> : <Leaf {...props} schema={schema} put={put} />}
      </span>
      {tools}
    </div>
  );
});

const countOf = (value: unknown): number | null => (Array.isArray(value) ? value.length : null);

interface GroupProps {
  readonly label: string;
  readonly opens: boolean;
  readonly changed: boolean;
  readonly tools: ReactNode;
  readonly count: number | null;
  readonly children: ReactNode;
}

/** Closed until somebody looks: a day's sheet has hundreds of fields. What was asked for and what was changed stand open. */
function Group({ label, opens, changed, tools, count, children }: GroupProps) {
  const [open, setOpen] = useState(opens);
  return (
    <div className={changed ? 'trial-group changed' : 'trial-group'}>
      <div className="trial-group-head">
        <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          <span aria-hidden>{open ? '▾' : '▸'}</span> {label}
          {count === null ? null : <small className="muted"> {count}</small>}
        </button>
        {tools}
      </div>
      {open ? <div className="trial-group-body">{children}</div> : null}
    </div>
  );
}

function Nested({ schema, value, base, path, form }: FieldProps) {
  const { t } = useTranslation();
  const field = fieldOf(schema);
  const at = (holder: unknown, key: string | number): unknown =>
    (holder as Readonly<Record<string | number, unknown>> | null | undefined)?.[key];
  if (field.kind === 'object')
    return field.fields.map(([key, inner]) => (
      <SchemaField
        key={key}
        schema={inner}
        label={labelOf(inner, key)}
        value={at(value, key)}
        base={at(base, key)}
        path={[...path, key]}
        form={form}
      />
    ));
  if (field.kind === 'union') {
    const index = variantOf(field.variants, value);
    const variant = field.variants[index];
    return variant ? (
      <>
        <Select
          size="small"
          value={index}
          aria-label={t('trials.variant')}
          options={field.variants.map((one, n) => ({ value: n, label: variantLabel(one, n) }))}
          onChange={(n) => form.change(path, emptyOf(field.variants[n] ?? {}, form.now))}
        />
        <SchemaField schema={variant} label={variantLabel(variant, index)} {...{ value, base, path, form }} />
      </>
    ) : null;
  }
  if (field.kind === 'list') {
    const items = Array.isArray(value) ? value : [];
    return (
      <>
        {items.map((item: unknown, index) => (
          <SchemaField
            // biome-ignore lint/suspicious/noArrayIndexKey: the place in the list is what an item of a case is
            key={index}
            schema={field.of}
            label={`${labelOf(field.of, '')} ${index + 1}`.trim()}
            value={item}
            base={at(base, index)}
            path={[...path, index]}
            form={form}
            onRemove={() =>
              form.change(
                path,
                items.filter((_, n) => n !== index),
              )
            }
          />
        ))}
        <Button
          size="small"
          type="dashed"
          icon={<PlusOutlined />}
          onClick={() => form.change(path, [...items, emptyOf(field.of, form.now)])}
        >
          {t('trials.add')}
        </Button>
      </>
    );
  }
  return field.kind === 'record' ? (
    <RecordField of={field.of} keys={schema.propertyNames?.idOf} {...{ value, base, path, form }} />
  ) : null;
}

/** Fields under ids: presence by person, visits by number. */
function RecordField({
  of,
  keys,
  value,
  base,
  path,
  form,
}: Omit<FieldProps, 'schema' | 'label'> & { of: Schema; keys: string | undefined }) {
  const { t } = useTranslation();
  const [key, setKey] = useState('');
  const record = (value ?? {}) as Readonly<Record<string, unknown>>;
  return (
    <>
      {Object.entries(record).map(([name, inner]) => (
        <SchemaField
          key={name}
          schema={of}
          label={nameOf(name, form)}
          value={inner}
          base={(base as Readonly<Record<string, unknown>> | undefined)?.[name]}
          path={[...path, name]}
          form={form}
          onRemove={() => form.change(path, Object.fromEntries(Object.entries(record).filter(([one]) => one !== name)))}
        />
      ))}
      <span className="trial-add">
        <AutoComplete
          size="small"
          value={key}
          options={idOptions(form, keys)}
          aria-label={t('trials.key')}
          placeholder={t('trials.key')}
          onChange={setKey}
          style={{ width: 180 }}
        />
        <Button
          size="small"
          type="dashed"
          icon={<PlusOutlined />}
          disabled={key === '' || key in record}
          onClick={() => {
            form.change(path, { ...record, [key]: emptyOf(of, form.now) });
            setKey('');
          }}
        >
          {t('trials.add')}
        </Button>
      </span>
    </>
  );
}

function Leaf({ schema, label, value, form, put }: FieldProps & { put: (value: unknown) => void }) {
  const field = fieldOf(schema);
  switch (field.kind) {
    case 'switch':
      return <Switch size="small" checked={value === true} aria-label={label} onChange={put} />;
    case 'choice':
      return (
        <Select
          size="small"
          value={String(value)}
          aria-label={label}
          showSearch={{ optionFilterProp: 'label' }}
          popupMatchSelectWidth={false}
          options={field.options.map(({ value: one, words }) => ({ value: one, label: textOf(words) }))}
          onChange={put}
        />
      );
    case 'number':
      return (
        <InputNumber
          size="small"
          value={value as number}
          min={field.min}
          max={field.max}
          aria-label={label}
          onChange={(next) => put(next ?? field.min ?? 0)}
        />
      );
    case 'instant':
      return (
        <Input
          size="small"
          type="datetime-local"
          step={1}
          aria-label={label}
          value={toInput(String(value))}
          onChange={(event) => event.target.value && put(instantOfInput(event.target.value))}
        />
      );
    case 'date':
      return (
        <Input
          size="small"
          type="date"
          aria-label={label}
          value={String(value)}
          onChange={(event) => put(event.target.value)}
        />
      );
    case 'id':
      return <IdField label={label} value={String(value)} of={field.of} form={form} onChange={put} />;
    case 'fixed':
      return <span>{String(value)}</span>;
    default:
      return (
        <Input
          size="small"
          aria-label={label}
          value={String(value ?? '')}
          onChange={(event) => put(event.target.value)}
        />
      );
  }
}

interface IdFieldProps {
  readonly label: string;
  readonly value: string;
  readonly of: string;
  readonly form: FormContext;
  readonly onChange: (id: string) => void;
}

/** By name, from those of the case; whoever is not in it yet can be typed. */
function IdField({ label, value, of, form, onChange }: IdFieldProps) {
  const [typed, setTyped] = useState('');
  const known = idOptions(form, of);
  const all = [value, typed.trim()].filter((id) => id !== '' && !known.some((one) => one.value === id));
  return (
    <Select
      size="small"
      value={value}
      aria-label={label}
      showSearch={{ optionFilterProp: 'label', onSearch: setTyped }}
      popupMatchSelectWidth={false}
      style={{ minWidth: 140 }}
      options={[...known, ...[...new Set(all)].map((id) => ({ value: id, label: nameOf(id, form) }))]}
      onChange={onChange}
    />
  );
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Visits and customers have no name here: the end of their id tells them apart. */
export const nameOf = (id: string, { names }: Pick<FormContext, 'names'>): string =>
  names[id] ?? (UUID.test(id) ? `#${id.slice(-6)}` : id);
const idOptions = (form: FormContext, of: string | undefined) =>
  (of === undefined ? [] : (form.ids[of] ?? [])).map((id) => ({ value: id, label: nameOf(id, form) }));

const labelOf = (schema: Schema, key: string): string =>
  (currentLanguage() === 'en' ? schema.en : schema.zh) ?? settledLabel(schema) ?? key;
const settledLabel = (schema: Schema): string | undefined => {
  const inner = settled(schema).schema;
  return currentLanguage() === 'en' ? inner.en : inner.zh;
};
const variantLabel = (schema: Schema, index: number): string => {
  const fixed = Object.values(schema.properties ?? {}).find((one) => one.const !== undefined);
  return labelOf(schema, String(schema.const ?? fixed?.const ?? index + 1));
};
