/** Decisions at the site one looks at: what was decided, by whom, on which clauses. */
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { Page } from '../shell/parts/Page.tsx';
import { useSiteOrNull } from '../shell/session.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { DecisionList } from './DecisionList.tsx';
import '../rulebook/rulebook.css';

const filters = { kind: '' };
const KINDS = ['', 'desk', 'claims', 'customers', 'organisation', 'rulebook'] as const;

export function JournalPage() {
  const { t } = useTranslation();
  const site = useSiteOrNull();
  const [{ kind }, change] = useUrlState(filters);
  // Rulebooks belong to the company, so their decisions carry no site.
  const ofSite = site && kind !== 'rulebook' ? { siteId: site.id } : {};
  return (
    <Page
      title={t('journal.menu')}
      subtitle={t('journal.menu.text')}
      filters={
        <Segmented
          value={kind}
          onChange={(value) => change({ kind: value })}
          options={KINDS.map((value) => ({ value, label: t(`journal.kind.${value || 'all'}`) }))}
        />
      }
    >
      <DecisionList
        filter={{ ...ofSite, ...(kind ? { kind } : {}) }}
        live={['desk', 'claims', 'customers', 'organisation', 'rulebook']}
      />
    </Page>
  );
}
