/** The house's contract texts: which is used for what, its words with their fields, and every version there was. */
import { Button, Dropdown, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dealDocuments } from '#contract/deal-documents.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { formatDay } from '../shell/format.ts';
import { Loading } from '../shell/parts/Loading.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { ErrorState } from '../shell/parts/states.tsx';
import { useApiQuery } from '../shell/queries.ts';
import { useSession } from '../shell/session.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { TemplateEditor } from './TemplateEditor.tsx';
import { type Goods, goods } from './words.ts';
import './deals.css';

export type TemplateRow = ResponseOf<typeof dealDocuments.templates>['rows'][number];
const defaults = { id: '', kind: 'subscription', goods: '', version: 0 };

export function TemplatesPage() {
  const { t } = useTranslation();
  const [shown, setShown] = useUrlState(defaults);
  const query = useApiQuery(dealDocuments.templates, {}, { live: ['deal-templates'] });
  const rows = query.data?.rows ?? [];
  const isHere = (row: TemplateRow): boolean =>
    row.templateId
      ? row.templateId === shown.id
      : shown.id === '' && row.kind === shown.kind && (row.goods ?? '') === shown.goods;
  const show = (row: Pick<TemplateRow, 'templateId' | 'kind' | 'goods'>) =>
    setShown({ id: row.templateId ?? '', kind: row.kind, goods: row.goods ?? '', version: 0 });
  return (
    <Page title={t('deals.templates.title')} subtitle={t('deals.templates.hint')} query={query}>
      <div className="template-page">
        <ul className="template-list">
          {rows.map((row) => (
            <li key={row.templateId ?? `${row.kind} ${row.goods}`} className={isHere(row) ? 'is-here' : undefined}>
              <button type="button" onClick={() => show(row)} aria-current={isHere(row)}>
                {t(`deals.document.${row.kind}`)}
                <small>
                  {[
                    row.goods ? t(`deals.kind.${row.goods}`) : null,
                    row.site?.name,
                    row.version === 0
                      ? t('deals.template.shipped')
                      : t('deals.template.version', { version: row.version, day: formatDay(row.savedAt) }),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </small>
              </button>
            </li>
          ))}
        </ul>
        <Text shown={shown} show={show} setVersion={(version) => setShown({ version })} />
      </div>
    </Page>
  );
}

interface TextProps {
  readonly shown: typeof defaults;
  readonly show: (row: Pick<TemplateRow, 'templateId' | 'kind' | 'goods'>) => void;
  readonly setVersion: (number: number) => void;
}

function Text({ shown, show, setVersion }: TextProps) {
  const { t } = useTranslation();
  const [target, setTarget] = useState<{ goods: Goods | null; siteId: string | null } | null>(null);
  const query = useApiQuery(
    dealDocuments.text,
    {
      query: shown.id
        ? { templateId: shown.id, ...(shown.version > 0 ? { number: shown.version } : {}) }
        : { kind: shown.kind as TemplateRow['kind'], ...(shown.goods ? { goods: shown.goods as Goods } : {}) },
    },
    { live: ['deal-templates'] },
  );
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const text = query.data;
  if (!text) return <Loading />;
  const newest = text.versions[0]?.number ?? 0;
  const place = target ?? { goods: text.row.goods, siteId: text.row.site?.id ?? null };
  return (
    <div>
      <div className="page-filters">
        {text.versions.length > 0 ? (
          <Select
            value={text.row.version}
            onChange={setVersion}
            aria-label={t('deals.template.versions')}
            popupMatchSelectWidth={false}
            options={text.versions.map((one) => ({
              value: one.number,
              label: `${t('deals.template.version', { version: one.number, day: formatDay(one.savedAt) })} ${one.savedBy?.name ?? ''} ${one.note}`,
            }))}
          />
        ) : (
          <span className="muted">{t('deals.template.shipped.hint')}</span>
        )}
        <For place={place} onChange={setTarget} />
      </div>
      <TemplateEditor
        key={`${text.row.templateId} ${text.row.kind} ${text.row.goods} ${text.row.version}`}
        text={text}
        newest={newest}
        place={place}
        onSaved={(templateId) => {
          setTarget(null);
          show({ templateId, kind: text.row.kind, goods: place.goods });
        }}
        onRetired={() => show({ templateId: null, kind: text.row.kind, goods: null })}
      />
    </div>
  );
}

/** For which goods and which site the text is meant; saving under another place makes a text of its own there. */
function For(props: {
  readonly place: { readonly goods: Goods | null; readonly siteId: string | null };
  readonly onChange: (place: { goods: Goods | null; siteId: string | null }) => void;
}) {
  const { t } = useTranslation();
  const { sites } = useSession();
  const { place, onChange } = props;
  const siteName = sites.find((site) => site.id === place.siteId)?.name ?? t('deals.template.allSites');
  return (
    <>
      <Select
        value={place.goods ?? ''}
        onChange={(value) => onChange({ ...place, goods: value === '' ? null : (value as Goods) })}
        aria-label={t('deals.kind')}
        style={{ width: 120 }}
        options={['', ...goods].map((value) => ({ value, label: t(`deals.kind.${value || 'all'}`) }))}
      />
      <Dropdown
        trigger={['click']}
        menu={{
          items: [{ id: '', name: t('deals.template.allSites') }, ...sites].map((site) => ({
            key: site.id,
            label: site.name,
            onClick: () => onChange({ ...place, siteId: site.id || null }),
          })),
        }}
      >
        <Button>{siteName}</Button>
      </Dropdown>
    </>
  );
}
