import { Alert, Modal, Typography } from 'antd';
import { useTranslation } from 'react-i18next';

export interface Handed {
  readonly name: string;
  readonly login: string | null;
  readonly password: string;
}

/** Shown once: the server keeps only its hash. */
export function OneTimePassword({ handed, onClose }: { handed: Handed | null; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      open={handed !== null}
      title={t('organisation.staff.oneTime')}
      footer={null}
      onCancel={onClose}
      mask={{ closable: false }}
      width={420}
    >
      <Alert type="warning" showIcon title={t('organisation.staff.oneTime.text', { name: handed?.name ?? '' })} />
      <dl
        className="one-time"
        style={{ display: 'grid', gridTemplateColumns: 'auto 1fr', gap: '8px 16px', margin: '16px 0 0' }}
      >
        <dt className="muted">{t('organisation.staff.oneTime.name')}</dt>
        <dd style={{ margin: 0 }}>
          <Typography.Text copyable>{handed?.login ?? ''}</Typography.Text>
        </dd>
        <dt className="muted">{t('organisation.staff.oneTime')}</dt>
        <dd style={{ margin: 0 }}>
          <Typography.Text code copyable style={{ fontSize: 18 }}>
            {handed?.password ?? ''}
          </Typography.Text>
        </dd>
      </dl>
    </Modal>
  );
}
