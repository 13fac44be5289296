import { Alert, Input, Typography } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { session } from '#contract/session.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { useApiCommand } from '../shell/queries.ts';
import { useSession } from '../shell/session.tsx';

type Step = 'idle' | 'password' | 'scan' | 'recovery' | 'stop';

export function TwoStep() {
  const { t } = useTranslation();
  const { totpEnabled } = useSession();
  const [step, setStep] = useState<Step>('idle');
  const [key, setKey] = useState({ secret: '', uri: '' });
  const [codes, setCodes] = useState<readonly string[]>([]);
  const start = useApiCommand(session.totpStart);
  const confirm = useApiCommand(session.totpConfirm);
  const stop = useApiCommand(session.totpStop);
  const close = (): void => setStep('idle');
  return (
    <>
      <p>
        <StateTag tone={totpEnabled ? 'good' : 'neutral'}>
          {t(totpEnabled ? 'session.totp.on' : 'session.totp.off')}
        </StateTag>
      </p>
      <p className="muted">{t('session.totp.text')}</p>
      {totpEnabled ? (
        <ActionButton danger label={t('session.totp.stop')} onClick={() => setStep('stop')} />
      ) : (
        <ActionButton type="primary" label={t('session.totp.start')} onClick={() => setStep('password')} />
      )}
      {step === 'password' || step === 'stop' ? (
        <AskPassword
          isStop={step === 'stop'}
          onCancel={close}
          onSubmit={async (password) => {
            if (step === 'stop') {
              await stop.mutateAsync({ body: { password } });
              close();
            } else {
              setKey(await start.mutateAsync({ body: { password } }));
              setStep('scan');
            }
          }}
        />
      ) : null}
      {step === 'scan' ? (
        <ScanCode
          keyToScan={key}
          onCancel={close}
          onSubmit={async (code) => {
            setCodes((await confirm.mutateAsync({ body: { code } })).recoveryCodes);
            setStep('recovery');
          }}
        />
      ) : null}
      {step === 'recovery' ? (
        <DialogForm
          title={t('session.totp.recovery')}
          okText={t('session.totp.kept')}
          onCancel={close}
          onSubmit={close}
        >
          <Alert type="warning" showIcon title={t('session.totp.recovery.text')} />
          <Typography.Paragraph
            copyable={{ text: codes.join('\n') }}
            style={{ marginTop: 12, columns: 2, fontFamily: 'monospace' }}
          >
            {codes.map((code) => (
              <div key={code}>{code}</div>
            ))}
          </Typography.Paragraph>
        </DialogForm>
      ) : null}
    </>
  );
}

interface AskPasswordProps {
  readonly isStop: boolean;
  readonly onCancel: () => void;
  readonly onSubmit: (password: string) => Promise<void>;
}
function AskPassword({ isStop, onCancel, onSubmit }: AskPasswordProps) {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  return (
    <DialogForm
      title={t('session.totp.title')}
      okText={t(isStop ? 'session.totp.stop' : 'session.totp.next')}
      danger={isStop}
      incomplete={password === ''}
      onCancel={onCancel}
      onSubmit={() => onSubmit(password)}
    >
      <Field label={t('session.totp.password')}>
        <Input.Password
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </Field>
    </DialogForm>
  );
}

interface ScanCodeProps {
  readonly keyToScan: { readonly secret: string; readonly uri: string };
  readonly onCancel: () => void;
  readonly onSubmit: (code: string) => Promise<void>;
}
function ScanCode({ keyToScan, onCancel, onSubmit }: ScanCodeProps) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const [picture, setPicture] = useState('');
  useEffect(() => {
    // Drawn in the browser: the secret goes to nobody else. Loaded only here.
    void import('qrcode').then(async ({ default: qrcode }) =>
      setPicture(await qrcode.toDataURL(keyToScan.uri, { margin: 1, width: 200 })),
    );
  }, [keyToScan.uri]);
  return (
    <DialogForm
      title={t('session.totp.title')}
      okText={t('session.totp.confirm')}
      incomplete={!/^\d{6}$/.test(code)}
      onCancel={onCancel}
      onSubmit={() => onSubmit(code)}
    >
      <p style={{ margin: 0 }}>{t('session.totp.scan')}</p>
      <div style={{ display: 'grid', placeItems: 'center', minHeight: 200 }}>
        {picture ? <img src={picture} alt={keyToScan.secret} width={200} height={200} /> : null}
      </div>
      <p className="muted" style={{ margin: 0 }}>
        {t('session.totp.manual')}{' '}
        <Typography.Text code copyable>
          {keyToScan.secret}
        </Typography.Text>
      </p>
      <Field label={t('session.totp.code')}>
        <Input
          value={code}
          inputMode="numeric"
          maxLength={6}
          autoComplete="one-time-code"
          onChange={(event) => setCode(event.target.value.trim())}
        />
      </Field>
    </DialogForm>
  );
}
