/** What the sheet is and which column is what. The guess is filled in; a person corrects it. */
import { Alert, InputNumber, Segmented, Select } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { imports } from '#contract/imports.ts';
import { type Target, targets } from '#core/imports/types.ts';
import { showDone } from '../shell/feedback.tsx';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { useApiCommand } from '../shell/queries.ts';
import { useSession } from '../shell/session.tsx';
import { type Detail, fieldsFor, isAtWork, targetName } from './words.ts';
import './imports.css';

interface SettingProps {
  readonly label: string;
  readonly hint?: string;
  readonly required?: boolean;
  readonly children: ReactNode;
}

/** A question on the left, its answer beside it; on a phone below it. */
function Setting({ label, hint, required, children }: SettingProps) {
  const id = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a row
    <div className="import-setting" role="group" aria-labelledby={id}>
      <span id={id}>
        {required ? <span className="import-required">*</span> : null} {label}
      </span>
      <div>
        {children}
        {hint ? <div className="muted">{hint}</div> : null}
      </div>
    </div>
  );
}

export function ColumnsStep({ one, onNext }: { one: Detail; onNext: () => void }) {
  const { t } = useTranslation();
  const { sites } = useSession();
  const configure = useApiCommand(imports.configure);
  const [mapping, setMapping] = useState<Readonly<Record<string, number>>>(one.mapping);
  const set = async (body: Omit<Parameters<typeof configure.mutateAsync>[0]['body'], 'version'>): Promise<void> => {
    await configure.mutateAsync({ params: { importId: one.id }, body: { version: one.version, ...body } });
  };
  const fields = one.target ? fieldsFor(one.target) : [];
  const missing = fields.filter((field) => field.required && mapping[field.name] === undefined);
  const locked = isAtWork(one.state) || one.state === 'undone' ? t('imports.locked') : null;
  const disabled = locked !== null;
  const columns = one.columns.map((label, value) => ({ label, value }));
  const save = async (): Promise<void> => {
    await set({ mapping });
    showDone(t('imports.columns.saved'));
    onNext();
  };
  return (
    <div style={{ maxWidth: 760 }}>
      {one.headerRow === null ? (
        <Alert type="warning" showIcon title={t('imports.columns.noHeader')} style={{ marginBottom: 16 }} />
      ) : null}
      {one.mappingFrom === 'memory' ? (
        <Alert type="success" showIcon title={t('imports.columns.remembered')} style={{ marginBottom: 16 }} />
      ) : null}
      <Setting label={t('imports.columns.kind')}>
        <Select<Target>
          disabled={disabled}
          value={one.target}
          placeholder={t('imports.kind.unknown')}
          onChange={(target) => void set({ target })}
          options={targets.map((value) => ({ value, label: targetName(value) }))}
        />
      </Setting>
      <Setting label={t('imports.columns.headerRow')}>
        <InputNumber
          disabled={disabled}
          min={1}
          max={one.rowCount}
          changeOnWheel={false}
          defaultValue={one.headerRow === null ? undefined : one.headerRow + 1}
          onBlur={(event) => {
            const row = event.target.value === '' ? null : Number(event.target.value) - 1;
            if (row !== one.headerRow && !Number.isNaN(row)) void set({ headerRow: row });
          }}
        />
      </Setting>
      <Setting label={t('imports.columns.mode')}>
        <Segmented
          disabled={disabled}
          value={one.mode}
          onChange={(mode) => void set({ mode: mode as Detail['mode'] })}
          options={(['both', 'create', 'update'] as const).map((value) => ({
            value,
            label: t(`imports.mode.${value}`),
          }))}
        />
      </Setting>
      <Setting label={t('imports.columns.year')} hint={t('imports.columns.year.text')}>
        <InputNumber
          disabled={disabled}
          min={1990}
          max={2099}
          changeOnWheel={false}
          defaultValue={one.year ?? undefined}
          onBlur={(event) => {
            const year = event.target.value === '' ? null : Number(event.target.value);
            if (year !== one.year) void set({ year });
          }}
        />
      </Setting>
      <Setting label={t('imports.columns.site')} hint={t('imports.columns.site.text')}>
        <Select<string>
          disabled={disabled}
          allowClear
          value={one.siteId ?? undefined}
          onChange={(siteId) => void set({ siteId: siteId ?? null })}
          options={sites.map((site) => ({ value: site.id, label: site.name }))}
        />
      </Setting>
      <h3>{t('imports.columns.mapping')}</h3>
      {fields.map((field) => (
        <Setting key={field.name} label={field.label} required={field.required}>
          <Select<number>
            disabled={disabled}
            status={field.required && mapping[field.name] === undefined ? 'error' : undefined}
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            aria-label={field.label}
            placeholder={t('imports.columns.none')}
            value={mapping[field.name]}
            options={columns.map((column) => ({
              ...column,
              disabled: Object.entries(mapping).some(([name, taken]) => taken === column.value && name !== field.name),
            }))}
            onChange={(column: number | undefined) => {
              const { [field.name]: _, ...others } = mapping;
              setMapping(column === undefined ? others : { ...others, [field.name]: column });
            }}
          />
        </Setting>
      ))}
      <ActionButton
        type="primary"
        label={t('imports.columns.next')}
        disabledReason={
          locked ??
          (missing.length > 0
            ? t('imports.columns.missing', { fields: missing.map((field) => field.label).join(', ') })
            : null)
        }
        onClick={JSON.stringify(mapping) === JSON.stringify(one.mapping) ? onNext : save}
      />
    </div>
  );
}
