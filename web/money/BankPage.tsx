/** Statements of the bank: loaded whole, settled line by line. */
import { InboxOutlined } from '@ant-design/icons';
import { Upload } from 'antd';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bankFilePath, money } from '#contract/money.ts';
import { newCommandId, send } from '../shell/api.ts';
import { showDone, showError } from '../shell/feedback.tsx';
import { formatInstant } from '../shell/format.ts';
import { DataList } from '../shell/parts/DataList.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { useApiPages } from '../shell/queries.ts';
import { useSite } from '../shell/session.tsx';

export function BankPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const site = useSite();
  const [sending, setSending] = useState(false);
  const pages = useApiPages(money.bankFiles, { query: { siteId: site.id } });
  const take = async (file: File): Promise<void> => {
    setSending(true);
    try {
      const query = new URLSearchParams({ siteId: site.id, name: file.name, commandId: newCommandId() });
      const loaded = (await send(`/api${bankFilePath}?${query}`, {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream' },
        body: file,
      })) as { file: { id: string; lines: number } };
      showDone(t('money.bank.loaded', { count: loaded.file.lines }));
      await navigate({ to: `/money/bank/${loaded.file.id}` });
    } catch (error) {
      showError(error);
    } finally {
      setSending(false);
    }
  };
  return (
    <Page title={t('money.bank.title')}>
      <div style={{ maxWidth: 560, marginBottom: 16 }}>
        <Upload.Dragger
          accept=".xlsx,.csv,.txt"
          multiple={false}
          showUploadList={false}
          disabled={sending}
          beforeUpload={(file) => {
            void take(file);
            return false;
          }}
        >
          <p className="ant-upload-drag-icon">
            <InboxOutlined />
          </p>
          <p className="ant-upload-text">{t('money.bank.upload')}</p>
          <p className="ant-upload-hint">{t('money.bank.hint')}</p>
        </Upload.Dragger>
      </div>
      <DataList
        pages={pages}
        rowKey={(row) => row.id}
        onOpen={(row) => void navigate({ to: `/money/bank/${row.id}` })}
        empty={<EmptyState title={t('money.bank.none')} />}
        columns={[
          { title: t('money.bank.file'), width: 260, ellipsis: true, dataIndex: 'name' },
          { title: t('money.bank.count'), width: 90, align: 'right', dataIndex: 'lines' },
          {
            title: t('money.state'),
            width: 120,
            render: (_, row) => (
              <StateTag tone={row.open > 0 ? 'waiting' : 'good'}>
                {row.open > 0 ? t('money.bank.open', { count: row.open }) : t('money.bank.done')}
              </StateTag>
            ),
          },
          {
            title: t('money.bank.problems'),
            width: 110,
            align: 'right',
            render: (_, row) => row.problems.length || '',
          },
          {
            title: t('money.bank.loadedAt'),
            width: 200,
            render: (_, row) => `${row.loadedBy.name} ${formatInstant(row.loadedAt)}`,
          },
        ]}
        card={(row) => (
          <PhoneCard
            title={row.name}
            to={`/money/bank/${row.id}`}
            lines={[t('money.bank.open', { count: row.open }), formatInstant(row.loadedAt)]}
          />
        )}
      />
    </Page>
  );
}
