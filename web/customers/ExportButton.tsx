/** Takes the filtered list away as a file; the server writes down who did. */
import { DownloadOutlined } from '@ant-design/icons';
import { Dropdown, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newCommandId } from '../shell/api.ts';
import { download } from '../shell/download.ts';
import { askConfirm, showDone, showError } from '../shell/feedback.tsx';
import { usePermission } from '../shell/session.tsx';

export function ExportButton({ filters }: { filters: Readonly<Record<string, string>> }) {
  const { t } = useTranslation();
  const mayExport = usePermission('customers.export') !== null;
  const mayPrivate = usePermission('customers.exportPrivate') !== null;
  const [busy, setBusy] = useState(false);
  if (!mayExport) return null;
  const take = async (format: 'xlsx' | 'csv', withPrivate: boolean): Promise<void> => {
    const text = t('customers.export.recorded');
    if (withPrivate && !(await askConfirm({ title: t('customers.export.private'), text }))) return;
    setBusy(true);
    try {
      await download(
        '/customers/exports',
        { commandId: newCommandId(), format, filters, withPrivate },
        `${t('customers.list.title')}.${format}`,
      );
      showDone(text);
    } catch (error) {
      showError(error);
    } finally {
      setBusy(false);
    }
  };
  const items = [
    { key: 'xlsx', label: t('customers.export.xlsx'), onClick: () => void take('xlsx', false) },
    { key: 'csv', label: t('customers.export.csv'), onClick: () => void take('csv', false) },
    ...(mayPrivate
      ? [{ key: 'private', label: t('customers.export.private'), onClick: () => void take('xlsx', true) }]
      : []),
  ];
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <Button icon={<DownloadOutlined />} loading={busy} aria-label={t('customers.export')} />
    </Dropdown>
  );
}
