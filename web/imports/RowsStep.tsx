/** The rows as they stand, with what is the matter with each cell; a cell is corrected by clicking it. */
import { Segmented, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { imports } from '#contract/imports.ts';
import { showError } from '../shell/feedback.tsx';
import { textOf } from '../shell/i18n.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DataList } from '../shell/parts/DataList.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { useIsPhone } from '../shell/parts/use-is-phone.ts';
import { useApiCommand, useApiPages } from '../shell/queries.ts';
import { useUrlState } from '../shell/url-state.ts';
import { EditableCell } from './EditableCell.tsx';
import { type Detail, isAtWork, type Row } from './words.ts';

const defaults = { ending: '' };
const endings = ['', 'return', 'create', 'update', 'merge', 'skip'] as const;
const tones = { create: 'good', update: 'good', merge: 'active', return: 'bad', skip: 'neutral' } as const;

export function RowsStep({ one, onNext }: { one: Detail; onNext: () => void }) {
  const { t } = useTranslation();
  const isPhone = useIsPhone();
  const [{ ending }, change] = useUrlState(defaults);
  const wanted = endings.find((value) => value === ending) || undefined;
  const pages = useApiPages(imports.rows, {
    params: { importId: one.id },
    query: { limit: 200, ...(wanted ? { ending: wanted } : {}) },
  });
  const edit = useApiCommand(imports.editRow);
  const check = useApiCommand(imports.check);
  const save = (row: Row, column: number) => async (value: string) => {
    try {
      await edit.mutateAsync({
        params: { importId: one.id, row: row.row },
        body: { cells: { [String(column)]: value } },
      });
    } catch (error) {
      showError(error);
    }
  };
  const open = (row: Row): boolean =>
    !isAtWork(one.state) && one.state !== 'undone' && (!row.final || row.ending === 'return' || row.ending === 'skip');
  const status = (row: Row) =>
    row.ending ? (
      <StateTag tone={tones[row.ending]}>
        {row.skipReason ? t(`imports.skip.${row.skipReason}`) : t(`imports.ending.${row.ending}`)}
      </StateTag>
    ) : null;
  const reasons = (row: Row) => row.problems.map(textOf).join('\n');
  return (
    <>
      <div style={{ display: 'flex', gap: 12, flexWrap: 'wrap', alignItems: 'center', marginBottom: 12 }}>
        <Segmented
          value={ending}
          onChange={(value) => change({ ending: value })}
          options={endings.map((value) => ({ value, label: t(`imports.filter.${value || 'all'}`) }))}
        />
        <ActionButton
          type="primary"
          label={t('imports.check')}
          disabledReason={
            isAtWork(one.state) ? t('imports.locked') : one.missing.length > 0 ? t('imports.columns.incomplete') : null
          }
          onClick={async () => {
            await check.mutateAsync({ params: { importId: one.id } });
            onNext();
          }}
        />
        {isPhone ? null : <span className="muted">{t('imports.rows.hint')}</span>}
      </div>
      <DataList
        pages={pages}
        rowKey={(row) => String(row.row)}
        columns={[
          { title: t('imports.col.row'), dataIndex: 'row', width: 70, fixed: 'left' },
          { title: t('imports.col.ending'), width: 110, fixed: 'left', render: (_, row) => status(row) },
          {
            title: t('imports.col.problems'),
            width: 260,
            ellipsis: true,
            render: (_, row) => (
              <Tooltip title={<span style={{ whiteSpace: 'pre-line' }}>{reasons(row)}</span>}>
                <span>{reasons(row)}</span>
              </Tooltip>
            ),
          },
          ...one.columns.map((title, column) => ({
            title,
            key: String(column),
            width: 150,
            render: (_: unknown, row: Row) => (
              <EditableCell
                value={row.cells[column] ?? null}
                problems={row.problems.filter((problem) => problem.column === column)}
                onSave={open(row) ? save(row, column) : null}
              />
            ),
          })),
        ]}
        card={(row) => (
          <PhoneCard
            title={`${row.row} · ${row.cells
              .filter((cell) => cell !== null && cell !== '')
              .slice(0, 3)
              .join(' ')}`}
            extra={status(row)}
            lines={row.problems.map(textOf)}
          />
        )}
      />
    </>
  );
}
