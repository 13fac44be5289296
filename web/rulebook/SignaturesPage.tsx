/** Who has signed the version in force and who has not; those who have not are reminded from here. */
import { PrinterOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { rulebook } from '#contract/rulebook.ts';
import { signOff } from '#contract/rulebook-sign-off.ts';
import { showDone } from '../shell/feedback.tsx';
import { formatInstant } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DataList } from '../shell/parts/DataList.tsx';
import type { GridColumn } from '../shell/parts/Grid.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { useApiCommand, useApiPages, useApiQuery } from '../shell/queries.ts';
import { useRouteParams } from '../shell/router.tsx';
import { usePermission } from '../shell/session.tsx';
import { useUrlState } from '../shell/url-state.ts';

type Row = ResponseOf<typeof signOff.signatures>['rows'][number];
const filters = { state: '', siteId: '', number: 0 };

export function SignaturesPage() {
  const { t } = useTranslation();
  const { rulebookId } = useRouteParams<'rulebookId'>();
  const [state, change] = useUrlState(filters);
  const oversees = usePermission('rulebook.sign') !== 'self';
  const book = useApiQuery(rulebook.document, { params: { rulebookId } }, { live: ['rulebook'] });
  const query = {
    ...(state.state ? { state: state.state as 'signed' | 'missing' } : {}),
    ...(state.siteId ? { siteId: state.siteId } : {}),
    ...(state.number > 0 ? { number: state.number } : {}),
  };
  const input = { params: { rulebookId }, query };
  const signatures = useApiPages(signOff.signatures, input, { live: ['rulebook'] });
  // The counts come with every page; the first is enough.
  const counts = useApiQuery(signOff.signatures, { ...input, query: { ...query, limit: 1 } }, { live: ['rulebook'] });
  const remind = useApiCommand(signOff.remind);
  const onRemind = async (): Promise<void> => {
    const body = state.siteId ? { siteId: state.siteId } : {};
    const { reminded } = await remind.mutateAsync({ params: { rulebookId }, body });
    showDone(t('rulebook.remind.done', { count: reminded }));
  };
  const columns: GridColumn<Row>[] = [
    { title: t('rulebook.signatures.person'), width: 160, render: (_: never, row) => row.person.name },
    { title: t('rulebook.sites'), width: 200, render: (_: never, row) => row.site.name },
    { title: t('rulebook.draft.state'), width: 140, render: (_: never, row) => <Signed row={row} /> },
    { title: t('rulebook.signatures.at'), width: 160, render: (_: never, row) => formatInstant(row.signedAt) },
    { title: t('rulebook.signatures.reminded'), width: 160, render: (_: never, row) => formatInstant(row.remindedAt) },
  ];
  const { signed = 0, missing = 0 } = counts.data ?? {};
  const number = counts.data?.number;
  return (
    <Page
      title={t('rulebook.signatures')}
      subtitle={
        book.data ? (
          <>
            <Link to={`/rulebooks/${rulebookId}` as never}>{book.data.meta.title}</Link>{' '}
            {number ? t('rulebook.number', { number }) : null} · {t('rulebook.signatures.count', { signed, missing })}
          </>
        ) : null
      }
      actions={
        <>
          {oversees ? (
            <ActionButton
              label={t('rulebook.remind')}
              disabledReason={missing === 0 ? t('rulebook.remind.nobody') : (counts.data?.whyNot.remind ?? null)}
              onClick={onRemind}
            />
          ) : null}
          <Link to={`/rulebooks/${rulebookId}/print` as never} search={query as never} className="plain-button">
            <PrinterOutlined /> {t('rulebook.print')}
          </Link>
        </>
      }
      filters={
        <>
          <Segmented
            value={state.state}
            onChange={(one) => change({ state: one })}
            options={['', 'missing', 'signed'].map((value) => ({
              value,
              label: t(`rulebook.signatures.${value || 'all'}`),
            }))}
          />
          {(book.data?.sites.length ?? 0) > 1 ? (
            <Select
              value={state.siteId}
              onChange={(siteId) => change({ siteId })}
              aria-label={t('rulebook.sites')}
              popupMatchSelectWidth={false}
              options={[
                { value: '', label: t('rulebook.sites.all') },
                ...(book.data?.sites ?? []).map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
          ) : null}
        </>
      }
    >
      <DataList
        pages={signatures}
        rowKey={(row) => `${row.person.id} ${row.site.id}`}
        columns={columns}
        empty={<EmptyState title={t('rulebook.signatures.none')} />}
        card={(row) => (
          <PhoneCard
            title={row.person.name}
            extra={<Signed row={row} />}
            lines={[
              row.site.name,
              row.signedAt
                ? t('rulebook.signedAt', { at: formatInstant(row.signedAt) })
                : row.remindedAt
                  ? t('rulebook.remindedAt', { at: formatInstant(row.remindedAt) })
                  : null,
            ]}
          />
        )}
      />
    </Page>
  );
}

function Signed({ row }: { row: Row }) {
  const { t } = useTranslation();
  return row.signedAt ? (
    <StateTag tone="good">{t('rulebook.signed')}</StateTag>
  ) : (
    <StateTag tone="waiting">{t('rulebook.unsigned')}</StateTag>
  );
}
