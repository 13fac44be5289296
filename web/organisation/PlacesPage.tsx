import { Button, Card, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { organisation } from '#contract/organisation.ts';
import { askConfirm, showDone } from '../shell/feedback.tsx';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import { usePermission } from '../shell/session.tsx';
import type { Site, Team } from './choices.ts';
import { PersonPicker } from './PersonPicker.tsx';

const kinds = ['real_estate', 'car_showroom', 'gym', 'general'] as const;
const live = ['organisation'];
type Editing = { kind: 'site'; site: Site | null } | { kind: 'team'; siteId: string; team: Team | null };

export function PlacesPage() {
  const { t } = useTranslation();
  const sites = useApiQuery(organisation.sites, { query: {} }, { live });
  const teams = useApiQuery(organisation.teams, { query: {} }, { live });
  const scope = usePermission('organisation.sites');
  const [editing, setEditing] = useState<Editing | null>(null);
  const close = (): void => setEditing(null);
  return (
    <Page
      title={t('organisation.places.title')}
      query={sites}
      actions={
        scope === 'company' ? (
          <Button type="primary" onClick={() => setEditing({ kind: 'site', site: null })}>
            {t('organisation.places.site.add')}
          </Button>
        ) : null
      }
    >
      <div
        style={{ display: 'grid', gap: 12, gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 380px), 1fr))' }}
      >
        {(sites.data?.rows ?? []).map((site) => (
          <SiteCard
            key={site.id}
            site={site}
            teams={(teams.data?.rows ?? []).filter((team) => team.siteId === site.id)}
            mayEdit={scope !== null}
            onEdit={setEditing}
          />
        ))}
      </div>
      {editing?.kind === 'site' ? <SiteDialog site={editing.site} onClose={close} /> : null}
      {editing?.kind === 'team' ? <TeamDialog siteId={editing.siteId} team={editing.team} onClose={close} /> : null}
    </Page>
  );
}

interface SiteCardProps {
  readonly site: Site;
  readonly teams: readonly Team[];
  readonly mayEdit: boolean;
  readonly onEdit: (editing: Editing) => void;
}
function SiteCard({ site, teams, mayEdit, onEdit }: SiteCardProps) {
  const { t } = useTranslation();
  const closeSite = useApiCommand(organisation.closeSite);
  const endTeam = useApiCommand(organisation.endTeam);
  const closeIt = async (): Promise<void> => {
    if (
      !(await askConfirm({
        title: t('organisation.places.site.close'),
        text: t('organisation.places.site.close.text'),
        danger: true,
      }))
    )
      return;
    await closeSite.mutateAsync({ params: { siteId: site.id }, body: { version: site.version } });
    showDone(t('organisation.staff.saved'));
  };
  const end = async (team: Team): Promise<void> => {
    if (!(await askConfirm({ title: t('organisation.places.team.end.text', { name: team.name }), danger: true })))
      return;
    await endTeam.mutateAsync({ params: { teamId: team.id }, body: { version: team.version } });
    showDone(t('organisation.staff.saved'));
  };
  const hours = t('organisation.places.hours', { from: site.opensAt, until: site.closesAt });
  return (
    <Card
      size="small"
      title={site.name}
      extra={<span className="muted">{t('organisation.places.people', { count: site.people })}</span>}
      actions={
        mayEdit
          ? [
              <ActionButton
                key="edit"
                type="text"
                label={t('organisation.places.site.edit')}
                onClick={() => onEdit({ kind: 'site', site })}
              />,
              <ActionButton
                key="team"
                type="text"
                label={t('organisation.places.team.add')}
                onClick={() => onEdit({ kind: 'team', siteId: site.id, team: null })}
              />,
              <ActionButton
                key="close"
                type="text"
                danger
                label={t('organisation.places.site.close')}
                onClick={closeIt}
              />,
            ]
          : undefined
      }
    >
      <p className="muted" style={{ marginTop: 0 }}>
        {t(`session.setup.kind.${site.kind}`)} · {hours} · {site.timeZone}
      </p>
      {teams.map((team) => (
        <div key={team.id} style={{ display: 'flex', alignItems: 'center', gap: 8, minHeight: 36 }}>
          <strong>{team.name}</strong>
          <span className="muted">
            {team.leader?.name ?? t('organisation.places.team.noLeader')} ·{' '}
            {t('organisation.places.people', { count: team.people })}
          </span>
          <span style={{ flex: 1 }} />
          {mayEdit ? (
            <>
              <ActionButton
                size="small"
                type="link"
                label={t('organisation.places.site.edit')}
                onClick={() => onEdit({ kind: 'team', siteId: site.id, team })}
              />
              <ActionButton
                size="small"
                type="link"
                danger
                label={t('organisation.places.team.end')}
                onClick={() => end(team)}
              />
            </>
          ) : null}
        </div>
      ))}
    </Card>
  );
}

function SiteDialog({ site, onClose }: { site: Site | null; onClose: () => void }) {
  const { t } = useTranslation();
  const create = useApiCommand(organisation.createSite);
  const update = useApiCommand(organisation.updateSite);
  const [form, setForm] = useState({
    name: site?.name ?? '',
    kind: site?.kind ?? kinds[0],
    timeZone: site?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    opensAt: site?.opensAt ?? '09:00',
    closesAt: site?.closesAt ?? '18:00',
  });
  const submit = async (): Promise<void> => {
    const { kind, ...rest } = form;
    if (site) await update.mutateAsync({ params: { siteId: site.id }, body: { ...rest, version: site.version } });
    else await create.mutateAsync({ body: { ...rest, kind } });
    showDone(t('organisation.staff.saved'));
    onClose();
  };
  const input = (key: 'name' | 'timeZone' | 'opensAt' | 'closesAt', label: string, type = 'text') => (
    <Field label={label}>
      <Input
        type={type}
        value={form[key]}
        maxLength={60}
        onChange={(event) => setForm({ ...form, [key]: event.target.value })}
      />
    </Field>
  );
  return (
    <DialogForm
      title={site ? site.name : t('organisation.places.site.add')}
      incomplete={form.name.trim() === ''}
      onCancel={onClose}
      onSubmit={submit}
    >
      {input('name', t('organisation.places.site.name'))}
      {site ? null : (
        <Field label={t('organisation.places.site.kind')}>
          <Select
            value={form.kind}
            onChange={(kind) => setForm({ ...form, kind })}
            options={kinds.map((value) => ({ value, label: t(`session.setup.kind.${value}`) }))}
          />
        </Field>
      )}
      {input('opensAt', t('organisation.places.site.opensAt'), 'time')}
      {input('closesAt', t('organisation.places.site.closesAt'), 'time')}
      {input('timeZone', t('organisation.places.site.timeZone'))}
    </DialogForm>
  );
}

function TeamDialog({ siteId, team, onClose }: { siteId: string; team: Team | null; onClose: () => void }) {
  const { t } = useTranslation();
  const create = useApiCommand(organisation.createTeam);
  const update = useApiCommand(organisation.updateTeam);
  const [name, setName] = useState(team?.name ?? '');
  const [leaderId, setLeaderId] = useState(team?.leader?.id ?? null);
  const submit = async (): Promise<void> => {
    if (team)
      await update.mutateAsync({ params: { teamId: team.id }, body: { version: team.version, name, leaderId } });
    else await create.mutateAsync({ body: { siteId, name, leaderId } });
    showDone(t('organisation.staff.saved'));
    onClose();
  };
  return (
    <DialogForm
      title={team ? team.name : t('organisation.places.team.add')}
      incomplete={name.trim() === ''}
      onCancel={onClose}
      onSubmit={submit}
    >
      <Field label={t('organisation.places.team.name')}>
        <Input value={name} maxLength={60} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Field label={t('organisation.places.team.leader')}>
        <PersonPicker value={leaderId} onChange={setLeaderId} known={team?.leader} siteId={siteId} />
      </Field>
    </DialogForm>
  );
}
