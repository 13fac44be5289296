/** All imports, newest first, and the place to start one. */
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { imports } from '#contract/imports.ts';
import { formatInstant } from '../shell/format.ts';
import { DataList } from '../shell/parts/DataList.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { useApiPages } from '../shell/queries.ts';
import { usePermission } from '../shell/session.tsx';
import { UploadBox } from './UploadBox.tsx';
import { type Summary, stateTones, targetName } from './words.ts';

export function ImportsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const mayRun = usePermission('imports.run') !== null;
  const pages = useApiPages(imports.list, { query: {} });
  const state = (row: Summary) => <StateTag tone={stateTones[row.state]}>{t(`imports.state.${row.state}`)}</StateTag>;
  const kind = (row: Summary): string => {
    const target = row.target;
    return target ? targetName(target) : t('imports.kind.unknown');
  };
  const result = (row: Summary): string =>
    row.tally.rows === 0
      ? ''
      : t('imports.tally.short', {
          created: row.tally.created,
          updated: row.tally.updated,
          merged: row.tally.merged,
          returned: row.tally.returned,
        });
  return (
    <Page title={t('imports.title')} subtitle={t('imports.subtitle')}>
      {mayRun ? (
        <div className="no-print" style={{ marginBottom: 16 }}>
          <UploadBox />
        </div>
      ) : null}
      <DataList
        pages={pages}
        rowKey={(row) => row.id}
        onOpen={(row) => void navigate({ to: `/imports/${row.id}` })}
        columns={[
          {
            title: t('imports.col.file'),
            width: 240,
            ellipsis: true,
            render: (_, row) => `${row.fileName}${row.sheetName ? ` · ${row.sheetName}` : ''}`,
          },
          { title: t('imports.col.kind'), width: 130, render: (_, row) => kind(row) },
          { title: t('imports.col.state'), width: 110, render: (_, row) => state(row) },
          { title: t('imports.col.rows'), width: 90, align: 'right', dataIndex: 'rowCount' },
          { title: t('imports.col.result'), width: 320, render: (_, row) => result(row) },
          { title: t('imports.col.by'), width: 110, dataIndex: 'createdBy' },
          { title: t('imports.col.at'), width: 150, render: (_, row) => formatInstant(row.createdAt) },
        ]}
        card={(row) => (
          <PhoneCard
            title={row.fileName}
            extra={state(row)}
            to={`/imports/${row.id}`}
            lines={[kind(row), result(row), formatInstant(row.createdAt)]}
          />
        )}
      />
    </Page>
  );
}
