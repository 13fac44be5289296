/** "What can I see, and why": every permission with how far it reaches and which role grants it; what no role grants is denied. */
import { Alert, Collapse, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { organisation } from '#contract/organisation.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { textOf } from '../shell/i18n.ts';
import { Page } from '../shell/parts/Page.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { useApiQuery } from '../shell/queries.ts';
import { useRouteParams } from '../shell/router.tsx';

type Rights = ResponseOf<typeof organisation.myRights>;
type Right = Rights['rows'][number];
const live = ['organisation', 'session'];

export function MyRightsPage() {
  const { t } = useTranslation();
  const query = useApiQuery(organisation.myRights, {}, { live });
  return (
    <Page title={t('organisation.rights.title')} subtitle={t('organisation.rights.intro')} query={query}>
      {query.data ? <RightsTable rights={query.data} /> : null}
    </Page>
  );
}

export function RightsOfPage() {
  const { t } = useTranslation();
  const { staffId } = useRouteParams<'staffId'>();
  const query = useApiQuery(organisation.rightsOf, { params: { staffId } }, { live });
  const title = query.data
    ? t('organisation.rights.titleOf', { name: query.data.person.name })
    : t('organisation.rights.title');
  return (
    <Page title={title} subtitle={t('organisation.rights.intro')} query={query}>
      {query.data ? <RightsTable rights={query.data} /> : null}
    </Page>
  );
}

function RightsTable({ rights }: { rights: Rights }) {
  const { t } = useTranslation();
  const granted = rights.rows.filter((row) => row.scope !== null);
  const denied = rights.rows.filter((row) => row.scope === null);
  const because = (row: Right): string =>
    row.from
      .map(({ role, scope }) =>
        t('organisation.rights.because', { role: textOf(role), scope: t(`organisation.roles.scope.${scope}`) }),
      )
      .join(t('shell.comma'));
  return (
    <>
      {rights.limitedByToken ? (
        <Alert type="info" showIcon title={t('organisation.rights.limited')} style={{ marginBottom: 12 }} />
      ) : null}
      <p>
        {t('organisation.rights.roles')}:{' '}
        {rights.roles.length === 0
          ? t('organisation.rights.noRoles')
          : rights.roles.map((role) => (
              <span key={role.id} style={{ marginInlineEnd: 6 }}>
                <StateTag tone="active">{textOf(role)}</StateTag>
              </span>
            ))}
      </p>
      <div className="list-surface">
        <Table<Right>
          size="middle"
          rowKey="permission"
          pagination={false}
          scroll={{ x: 'max-content' }}
          dataSource={granted}
          columns={[
            { title: t('organisation.rights.may'), width: 260, render: (_, row) => textOf(row) },
            {
              title: t('organisation.rights.reach'),
              width: 220,
              render: (_, row) => (row.reach ? textOf(row.reach) : ''),
            },
            { title: t('organisation.rights.from'), width: 260, render: (_, row) => because(row) },
          ]}
        />
      </div>
      {denied.length > 0 ? (
        <Collapse
          style={{ marginTop: 12 }}
          items={[
            {
              key: 'denied',
              label: `${t('organisation.rights.denied')} (${denied.length})`,
              children: (
                <>
                  <p className="muted" style={{ marginTop: 0 }}>
                    {t('organisation.rights.denied.text')}
                  </p>
                  {denied.map((row) => textOf(row)).join(t('shell.comma'))}
                </>
              ),
            },
          ]}
        />
      ) : null}
    </>
  );
}
