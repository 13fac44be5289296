/** The rulebook as it goes to the binder: the text, then who signed it and when. Prints itself by the browser, to paper or PDF. */
import { PrinterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { printFilePath, signOff } from '#contract/rulebook-sign-off.ts';
import { formatFull } from '../shell/format.ts';
import { Loading } from '../shell/parts/Loading.tsx';
import { ErrorState } from '../shell/parts/states.tsx';
import { useApiQuery } from '../shell/queries.ts';
import { useRouteParams } from '../shell/router.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { Blocks } from './Blocks.tsx';
import { ClauseNumber } from './Clause.tsx';
import { fileHref } from './files.ts';
import { since } from './since.ts';
import './rulebook.css';

type Printed = ResponseOf<typeof signOff.printed>;
const filters = { number: 0, siteId: '' };

export function PrintPage() {
  const { t } = useTranslation();
  const { rulebookId } = useRouteParams<'rulebookId'>();
  const [state] = useUrlState(filters);
  const query = {
    ...(state.number > 0 ? { number: state.number } : {}),
    ...(state.siteId ? { siteId: state.siteId } : {}),
  };
  const asked = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
  const pdfHref = fileHref(printFilePath, { rulebookId }, asked.size > 0 ? `?${asked}` : '');
  const printed = useApiQuery(signOff.printed, { params: { rulebookId }, query }, { live: [] });
  useEffect(() => {
    // The name of the PDF.
    if (printed.data) {
      const { meta, version } = printed.data.document;
      document.title = `${meta.title} ${t('rulebook.number', { number: version.number })}`;
    }
  }, [printed.data, t]);
  if (printed.error) return <ErrorState error={printed.error} onRetry={() => void printed.refetch()} />;
  if (!printed.data) return <Loading />;
  return (
    <main className="rule-print">
      <div className="rule-tools no-print">
        <Button type="primary" icon={<PrinterOutlined />} onClick={() => window.print()}>
          {t('shell.print')}
        </Button>
        <Button href={pdfHref}>{t('rulebook.print.pdf')}</Button>
        <Button href={`/rulebooks/${rulebookId}`}>{t('rulebook.print.back')}</Button>
        <span className="muted">{t('rulebook.print.hint')}</span>
      </div>
      <PrintedText printed={printed.data} />
      <Signatures printed={printed.data} />
    </main>
  );
}

function PrintedText({ printed }: { printed: Printed }) {
  const { t } = useTranslation();
  const { document: book, company } = printed;
  return (
    <article className="rule-paper">
      <header className="rule-head">
        <p>{company}</p>
        <h1>{book.meta.title}</h1>
        <p className="muted">
          {t('rulebook.number', { number: book.version.number })} · {since(book.version, t('rulebook.always'))}
        </p>
      </header>
      {book.chapters.map((chapter, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two chapters may read alike
        <section key={`${index} ${chapter.title}`} className="rule-chapter">
          <h2>{chapter.title}</h2>
          <Blocks blocks={chapter.notes} />
          {chapter.clauses.map((clause) => (
            <section key={clause.id} className="rule-clause">
              <ClauseNumber clause={clause} />
              <div className="rule-body">
                <Blocks blocks={clause.body} />
              </div>
            </section>
          ))}
        </section>
      ))}
    </article>
  );
}

function Signatures({ printed }: { printed: Printed }) {
  const { t } = useTranslation();
  const { signatures, printedAt, fingerprint } = printed;
  const missing = signatures.filter(({ signedAt }) => !signedAt);
  return (
    <section className="rule-paper rule-signatures">
      <h2>{t('rulebook.print.signatures')}</h2>
      <table className="rule-table">
        <thead>
          <tr>
            <th scope="col">{t('rulebook.signatures.person')}</th>
            <th scope="col">{t('rulebook.sites')}</th>
            <th scope="col">{t('rulebook.signatures.at')}</th>
          </tr>
        </thead>
        <tbody>
          {signatures.map(({ person, site, signedAt }) => (
            <tr key={`${person.id} ${site.id}`}>
              <th scope="row">{person.name}</th>
              <td>{site.name}</td>
              <td>{signedAt ? formatFull(signedAt) : t('rulebook.unsigned')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="muted">
        {t('rulebook.signatures.count', { signed: signatures.length - missing.length, missing: missing.length })}
      </p>
      <p className="muted rule-panel-small">
        {t('rulebook.print.at', { at: formatFull(printedAt) })} · {t('rulebook.print.fingerprint')} {fingerprint}
      </p>
    </section>
  );
}
