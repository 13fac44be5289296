/** Columns of the list: which are shown is remembered in the browser and in saved views. */
import { SettingOutlined } from '@ant-design/icons';
import { Button, Checkbox, Popover } from 'antd';
import type { ColumnsType } from 'antd/es/table';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { customers } from '#contract/customers.ts';
import { formatInstant, lastDayOf } from '../shell/format.ts';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { useApiQuery } from '../shell/queries.ts';
import { GradeTag, type Row, useWord } from './words.tsx';

const standard = ['name', 'phone', 'grade', 'owner', 'until', 'source', 'tags', 'registered'];
const all = [
  'name',
  'phone',
  'grade',
  'owner',
  'until',
  'source',
  'tags',
  'registered',
  'serial',
  'type',
  'stage',
  'segment',
  'site',
  'activity',
];
const REMEMBERED = 'guike.customers.columns';

const remembered = (): string[] => {
  try {
    const stored = JSON.parse(localStorage.getItem(REMEMBERED) ?? 'null') as unknown;
    return Array.isArray(stored) ? stored.map(String) : standard;
  } catch {
    return standard;
  }
};

export function useColumns() {
  const { t } = useTranslation();
  const word = useWord();
  const [shown, setShown] = useState(remembered);
  const fields = useApiQuery(customers.fields, {});
  const choose = (columns: readonly string[]): void => {
    setShown([...columns]);
    localStorage.setItem(REMEMBERED, JSON.stringify(columns));
  };
  const known: Record<string, ColumnsType<Row>[number]> = {
    name: {
      width: 150,
      fixed: 'left',
      render: (_, row) => (
        <>
          {row.name} {row.important ? <StateTag tone="active">{t('customers.important')}</StateTag> : null}
        </>
      ),
    },
    phone: { width: 130, dataIndex: 'phone' },
    grade: { width: 70, render: (_, row) => <GradeTag grade={row.grade} /> },
    owner: {
      width: 110,
      render: (_, row) => row.owner?.name ?? <span className="muted">{t('customers.unowned')}</span>,
    },
    until: { width: 110, render: (_, row) => (row.ownedUntil ? lastDayOf(row.ownedUntil) : '') },
    source: { width: 100, render: (_, row) => word('source', row.source) },
    tags: { width: 180, ellipsis: true, render: (_, row) => row.tags.join(' · ') },
    registered: { width: 150, render: (_, row) => formatInstant(row.registeredAt) },
    serial: { width: 80, dataIndex: 'serial' },
    type: { width: 110, render: (_, row) => word('type', row.type) },
    stage: { width: 110, render: (_, row) => word('stage', row.stage) },
    segment: { width: 120, dataIndex: 'segment', ellipsis: true },
    site: { width: 130, render: (_, row) => row.site?.name ?? '' },
    activity: { width: 150, render: (_, row) => formatInstant(row.lastActivityAt) },
  };
  const columnsOf = (): ColumnsType<Row> => [
    ...shown.flatMap((key) => (known[key] ? [{ key, title: t(`customers.col.${key}`), ...known[key] }] : [])),
    ...(fields.data?.fields ?? [])
      .filter((field) => shown.includes(`custom.${field.key}`))
      .map((field) => ({
        key: field.key,
        title: field.label,
        width: 120,
        render: (_: unknown, row: Row) => row.custom[field.key] ?? '',
      })),
  ];
  return { shown, choose, columnsOf };
}

export function ColumnsButton({
  shown,
  onChoose,
}: {
  shown: readonly string[];
  onChoose: (columns: string[]) => void;
}) {
  const { t } = useTranslation();
  const fields = useApiQuery(customers.fields, {});
  const options = [
    ...all.map((key) => ({ value: key, label: t(`customers.col.${key}`) })),
    ...(fields.data?.fields ?? [])
      .filter((field) => !field.retired)
      .map((field) => ({ value: `custom.${field.key}`, label: field.label })),
  ];
  const order = (chosen: readonly string[]): string[] =>
    options.map((option) => option.value).filter((key) => chosen.includes(key));
  const content = (
    <Checkbox.Group
      style={{ display: 'grid', gap: 6 }}
      value={[...shown]}
      options={options}
      onChange={(chosen) => onChoose(order(['name', ...chosen.map(String)]))}
    />
  );
  return (
    <Popover content={content} trigger="click" placement="bottomRight" title={t('customers.columns')}>
      <Button icon={<SettingOutlined />} aria-label={t('customers.columns')} />
    </Popover>
  );
}
