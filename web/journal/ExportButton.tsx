/** Takes the decisions found away as a file; the server writes down who did. */
import { DownloadOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { exportPath } from '#contract/journal.ts';
import { download } from '../shell/download.ts';
import { showDone, showError } from '../shell/feedback.tsx';
import { usePermission } from '../shell/session.tsx';

export function ExportButton({ filters }: { readonly filters: object }) {
  const { t } = useTranslation();
  const mayExport = usePermission('journal.export') !== null;
  const [busy, setBusy] = useState(false);
  if (!mayExport) return null;
  const take = async (format: 'xlsx' | 'csv'): Promise<void> => {
    setBusy(true);
    try {
      await download(exportPath, { format, filters }, `${t('journal.menu')}.${format}`);
      showDone(t('journal.exported'));
    } catch (error) {
      showError(error);
    } finally {
      setBusy(false);
    }
  };
  const items = (['xlsx', 'csv'] as const).map((format) => ({
    key: format,
    label: t(`journal.export.${format}`),
    onClick: () => void take(format),
  }));
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <Button icon={<DownloadOutlined />} loading={busy}>
        {t('shell.export')}
      </Button>
    </Dropdown>
  );
}
