/** Roles against permissions: one cell, one scope. Changes are collected and saved together, role by role. */
import { Button, Input, Select, Table } from 'antd';
import type { ColumnsType } from 'antd/es/table';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { organisation } from '#contract/organisation.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { askConfirm, showDone } from '../shell/feedback.tsx';
import { textOf } from '../shell/i18n.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import { useUrlState } from '../shell/url-state.ts';
import type { Role } from './choices.ts';

type Permission = ResponseOf<typeof organisation.permissions>['rows'][number];
type Scope = Permission['scopes'][number];
type Changes = Readonly<Record<string, Readonly<Record<string, Scope | null>>>>;

const SHOWN_FIRST = 6; // more columns than fit on a screen are chosen by name
const defaults = { roles: [] as string[] };

export function RolesPage() {
  const { t } = useTranslation();
  const roles = useApiQuery(organisation.roles, {}, { live: ['organisation'] });
  const permissions = useApiQuery(organisation.permissions, {});
  const [url, setUrl] = useUrlState(defaults);
  const [changes, setChanges] = useState<Changes>({});
  const [creating, setCreating] = useState(false);
  const all = roles.data?.rows ?? [];
  const chosen = url.roles.length > 0 ? url.roles : all.slice(0, SHOWN_FIRST).map((role) => role.key);
  const shown = all.filter((role) => chosen.includes(role.key));
  const count = Object.values(changes).reduce((sum, cells) => sum + Object.keys(cells).length, 0);
  const set = (role: Role, permission: string, scope: Scope | null): void =>
    setChanges((before) => {
      const { [permission]: _same, ...others } = before[role.id] ?? {};
      const isBack = (role.grants[permission] ?? null) === scope;
      return { ...before, [role.id]: isBack ? others : { ...others, [permission]: scope } };
    });
  const save = useSaveRoles(all, changes, () => setChanges({}));

  return (
    <Page
      title={t('organisation.roles.title')}
      subtitle={t('organisation.roles.note')}
      query={roles}
      filters={
        <Select
          mode="multiple"
          value={chosen}
          onChange={(keys) => setUrl({ roles: keys })}
          options={all.map((role) => ({ value: role.key, label: textOf(role) }))}
          aria-label={t('organisation.roles.shown')}
          style={{ minWidth: 320, maxWidth: '100%' }}
        />
      }
      actions={
        <>
          {count > 0 ? (
            <>
              <span className="muted">{t('organisation.roles.changed', { count })}</span>
              <Button onClick={() => setChanges({})}>{t('organisation.roles.discard')}</Button>
              <ActionButton type="primary" label={t('organisation.roles.save')} onClick={save} />
            </>
          ) : null}
          <Button onClick={() => setCreating(true)}>{t('organisation.roles.add')}</Button>
        </>
      }
    >
      <div className="list-surface">
        <Matrix permissions={permissions.data?.rows ?? []} roles={shown} changes={changes} onSet={set} />
      </div>
      {creating ? <NewRole roles={all} onClose={() => setCreating(false)} /> : null}
    </Page>
  );
}

/** One command per role that was changed. */
function useSaveRoles(roles: readonly Role[], changes: Changes, onSaved: () => void): () => Promise<void> {
  const { t } = useTranslation();
  const update = useApiCommand(organisation.updateRole);
  return async () => {
    for (const role of roles) {
      const cells = changes[role.id];
      if (!cells || Object.keys(cells).length === 0) continue;
      const merged = { ...role.grants, ...cells };
      const grants = Object.fromEntries(
        Object.entries(merged).flatMap(([key, scope]) => (scope ? [[key, scope]] : [])),
      );
      await update.mutateAsync({ params: { roleId: role.id }, body: { version: role.version, grants } });
    }
    showDone(t('organisation.staff.saved'));
    onSaved();
  };
}

interface MatrixProps {
  readonly permissions: readonly Permission[];
  readonly roles: readonly Role[];
  readonly changes: Changes;
  readonly onSet: (role: Role, permission: string, scope: Scope | null) => void;
}
function Matrix({ permissions, roles, changes, onSet }: MatrixProps) {
  const { t } = useTranslation();
  const columns = useMemo<ColumnsType<Permission>>(
    () => [
      {
        title: t('organisation.roles.permission'),
        fixed: 'left',
        width: 240,
        render: (_, row) => (
          <>
            {textOf(row)}
            <div className="muted" style={{ fontSize: 12 }}>
              {row.permission}
            </div>
          </>
        ),
      },
      ...roles.map((role) => ({
        title: <RoleTitle role={role} />,
        width: 140,
        render: (_: unknown, row: Permission) => {
          const changed = changes[role.id];
          const isChanged = changed !== undefined && row.permission in changed;
          const scope = isChanged ? changed[row.permission] : role.grants[row.permission];
          return (
            <Select
              size="small"
              variant={isChanged ? 'outlined' : 'borderless'}
              value={scope ?? ''}
              onChange={(value) => onSet(role, row.permission, value === '' ? null : (value as Scope))}
              options={[
                { value: '', label: t('organisation.roles.none') },
                ...row.scopes.map((value) => ({
                  value: value as string,
                  label: t(`organisation.roles.scope.${value}`),
                })),
              ]}
              aria-label={`${textOf(role)}: ${textOf(row)}`}
              style={{ width: 110 }}
            />
          );
        },
      })),
    ],
    [t, roles, changes, onSet],
  );
  return (
    <Table<Permission>
      size="small"
      rowKey="permission"
      columns={columns}
      dataSource={[...permissions]}
      pagination={false}
      scroll={{ x: 'max-content' }}
      sticky
    />
  );
}

function RoleTitle({ role }: { role: Role }) {
  const { t } = useTranslation();
  const remove = useApiCommand(organisation.deleteRole);
  const removeIt = async (): Promise<void> => {
    const name = textOf(role);
    if (!(await askConfirm({ title: t('organisation.roles.remove.text', { name }), danger: true }))) return;
    await remove.mutateAsync({ params: { roleId: role.id } });
    showDone(t('organisation.staff.saved'));
  };
  return (
    <>
      {textOf(role)}
      <div className="muted" style={{ fontWeight: 400, fontSize: 12 }}>
        {t('organisation.roles.people', { count: role.people })}
        {role.people === 0 && !role.isShipped ? (
          <ActionButton size="small" type="link" danger label={t('organisation.roles.remove')} onClick={removeIt} />
        ) : null}
      </div>
    </>
  );
}

function NewRole({ roles, onClose }: { roles: readonly Role[]; onClose: () => void }) {
  const { t } = useTranslation();
  const create = useApiCommand(organisation.createRole);
  const [form, setForm] = useState({ key: '', zh: '', en: '' });
  const [from, setFrom] = useState<string | null>(null);
  const submit = async (): Promise<void> => {
    const grants = roles.find((role) => role.key === from)?.grants ?? {};
    await create.mutateAsync({ body: { ...form, grants: { ...grants } } });
    showDone(t('organisation.staff.saved'));
    onClose();
  };
  const input = (key: keyof typeof form, label: string) => (
    <Field label={label}>
      <Input value={form[key]} maxLength={40} onChange={(event) => setForm({ ...form, [key]: event.target.value })} />
    </Field>
  );
  const isReady = /^[a-z][a-z0-9_]*$/.test(form.key) && form.zh !== '' && form.en !== '';
  return (
    <DialogForm title={t('organisation.roles.add')} incomplete={!isReady} onCancel={onClose} onSubmit={submit}>
      {input('zh', t('organisation.roles.zh'))}
      {input('en', t('organisation.roles.en'))}
      {input('key', t('organisation.roles.key'))}
      <Field label={t('organisation.roles.copy')}>
        <Select
          allowClear
          value={from}
          onChange={(key) => setFrom(key ?? null)}
          options={roles.map((role) => ({ value: role.key, label: textOf(role) }))}
        />
      </Field>
    </DialogForm>
  );
}
