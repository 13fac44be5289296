/** Takes a file from the person's disk. The file goes up as it is; what it holds is found out by the server. */
import { InboxOutlined } from '@ant-design/icons';
import { useNavigate } from '@tanstack/react-router';
import { Progress, Select, Typography, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { uploadPath } from '#contract/imports.ts';
import { newCommandId, send } from '../shell/api.ts';
import { showError } from '../shell/feedback.tsx';

const encodings = ['', 'utf-8', 'gb18030', 'big5', 'utf-16le'] as const;

export function UploadBox() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [sending, setSending] = useState<string | null>(null);
  const [encoding, setEncoding] = useState<string>('');
  const take = async (file: File): Promise<void> => {
    setSending(file.name);
    try {
      const query = new URLSearchParams({
        commandId: newCommandId(),
        name: file.name,
        ...(encoding ? { encoding } : {}),
      });
      const { id } = (await send(`/api${uploadPath}?${query}`, {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream' },
        body: file,
      })) as { id: string };
      await navigate({ to: `/imports/files/${id}` });
    } catch (error) {
      showError(error);
    } finally {
      setSending(null);
    }
  };
  return (
    <div>
      <Upload.Dragger
        accept=".xlsx,.csv,.txt"
        multiple={false}
        showUploadList={false}
        disabled={sending !== null}
        beforeUpload={(file) => {
          void take(file);
          return false;
        }}
      >
        <p className="ant-upload-drag-icon">
          <InboxOutlined />
        </p>
        <p className="ant-upload-text">{t('imports.upload.text')}</p>
        <p className="ant-upload-hint">{t('imports.upload.hint')}</p>
        {sending ? (
          <Progress
            percent={100}
            status="active"
            showInfo={false}
            aria-label={t('imports.upload.sending', { name: sending })}
          />
        ) : null}
      </Upload.Dragger>
      <div style={{ display: 'flex', gap: 8, alignItems: 'center', marginTop: 8 }}>
        <Typography.Text type="secondary">{t('imports.upload.encoding')}</Typography.Text>
        <Select
          size="small"
          value={encoding}
          onChange={setEncoding}
          style={{ width: 200 }}
          options={encodings.map((value) => ({
            value,
            label: value === '' ? t('imports.upload.detect') : value.toUpperCase(),
          }))}
        />
      </div>
    </div>
  );
}
