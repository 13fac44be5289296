import { Alert, Button, Input, Modal, Radio, Select, Table, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { organisation } from '#contract/organisation.ts';
import { session } from '#contract/session.ts';
import { showDone } from '../shell/feedback.tsx';
import { formatInstant } from '../shell/format.ts';
import { textOf } from '../shell/i18n.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import { useSession } from '../shell/session.tsx';
import type { SessionRow } from './SessionList.tsx';

const LIFETIMES_DAYS = [30, 90, 365];
const DAY_MS = 86_400_000;

export function TokenList({ rows }: { rows: readonly SessionRow[] }) {
  const { t } = useTranslation();
  const revoke = useApiCommand(session.revoke);
  const [creating, setCreating] = useState(false);
  const [token, setToken] = useState<string | null>(null);
  const end = async (row: SessionRow): Promise<void> => {
    await revoke.mutateAsync({ params: { sessionId: row.id } });
    showDone(t('session.sessions.ended'));
  };
  return (
    <>
      <p className="muted" style={{ marginTop: 0 }}>
        {t('session.tokens.text')}
      </p>
      <Table<SessionRow>
        size="small"
        rowKey="id"
        pagination={false}
        scroll={{ x: 'max-content' }}
        dataSource={[...rows]}
        locale={{ emptyText: t('session.tokens.none') }}
        columns={[
          { title: t('session.tokens.label'), dataIndex: 'label' },
          {
            title: t('session.tokens.scope'),
            render: (_, row) =>
              row.grantsLimit
                ? t('session.tokens.limited', { count: Object.keys(row.grantsLimit).length })
                : t('session.tokens.scope.all'),
          },
          { title: t('session.sessions.lastSeen'), render: (_, row) => formatInstant(row.lastSeenAt) },
          {
            title: t('session.sessions.expiresAt'),
            render: (_, row) => (row.expiresAt ? formatInstant(row.expiresAt) : t('session.sessions.never')),
          },
          {
            render: (_, row) => (
              <ActionButton size="small" danger label={t('session.tokens.revoke')} onClick={() => end(row)} />
            ),
          },
        ]}
      />
      <Button style={{ marginTop: 12 }} onClick={() => setCreating(true)}>
        {t('session.tokens.create')}
      </Button>
      {creating ? (
        <CreateToken
          onCancel={() => setCreating(false)}
          onCreated={(made) => {
            setCreating(false);
            setToken(made);
          }}
        />
      ) : null}
      <Modal
        open={token !== null}
        title={t('session.tokens.title')}
        footer={null}
        onCancel={() => setToken(null)}
        mask={{ closable: false }}
      >
        <Alert type="warning" showIcon title={t('session.tokens.once')} style={{ marginBottom: 12 }} />
        <Typography.Paragraph code copyable style={{ wordBreak: 'break-all' }}>
          {token ?? ''}
        </Typography.Paragraph>
      </Modal>
    </>
  );
}

function CreateToken({ onCancel, onCreated }: { onCancel: () => void; onCreated: (token: string) => void }) {
  const { t } = useTranslation();
  const { grants } = useSession();
  const permissions = useApiQuery(organisation.permissions, {});
  const create = useApiCommand(session.createToken);
  const [label, setLabel] = useState('');
  const [days, setDays] = useState(90);
  const [limited, setLimited] = useState(false);
  const [chosen, setChosen] = useState<string[]>([]);
  const submit = async (): Promise<void> => {
    const grantsLimit = Object.fromEntries(chosen.flatMap((key) => (grants[key] ? [[key, grants[key]]] : [])));
    const expiresAt = days === 0 ? null : new Date(Date.now() + days * DAY_MS).toISOString();
    const made = await create.mutateAsync({ body: { label, expiresAt, ...(limited ? { grantsLimit } : {}) } });
    onCreated(made.token);
  };
  const options = (permissions.data?.rows ?? []).filter(({ permission }) => permission in grants);
  return (
    <DialogForm
      title={t('session.tokens.create')}
      onCancel={onCancel}
      onSubmit={submit}
      incomplete={label.trim() === '' || (limited && chosen.length === 0)}
    >
      <Field label={t('session.tokens.label')}>
        <Input value={label} maxLength={60} onChange={(event) => setLabel(event.target.value)} />
      </Field>
      <Field label={t('session.tokens.expires')}>
        <Select
          value={days}
          onChange={setDays}
          options={[
            ...LIFETIMES_DAYS.map((value) => ({ value, label: t('session.tokens.days', { days: value }) })),
            { value: 0, label: t('session.sessions.never') },
          ]}
        />
      </Field>
      <Field label={t('session.tokens.scope')}>
        <Radio.Group
          value={limited}
          onChange={(event) => setLimited(event.target.value)}
          options={[
            { value: false, label: t('session.tokens.scope.all') },
            { value: true, label: t('session.tokens.scope.some') },
          ]}
        />
      </Field>
      {limited ? (
        <Select
          mode="multiple"
          value={chosen}
          onChange={setChosen}
          style={{ width: '100%' }}
          showSearch={{ optionFilterProp: 'label' }}
          options={options.map((row) => ({ value: row.permission, label: textOf(row) }))}
          aria-label={t('session.tokens.scope')}
        />
      ) : null}
    </DialogForm>
  );
}
