/** A part of a report under its heading, with the files of its table. */
import { DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { type SalesTable, salesFilePath } from '#contract/reports.ts';

interface PartProps {
  readonly title: string;
  readonly table?: SalesTable;
  readonly filters?: Readonly<Record<string, string>>;
  readonly note?: string;
  readonly children: ReactNode;
}

export const fileOf = (filters: Readonly<Record<string, string>>, table: SalesTable, format: string): string =>
  `/api${salesFilePath}?${new URLSearchParams({ ...filters, table, format })}`;

export function Part({ title, table, filters, note, children }: PartProps) {
  return (
    <section className="sales-part">
      <header>
        <h2>{title}</h2>
        {note ? <span className="muted">{note}</span> : null}
        {table ? (
          <span className="end no-print">
            <FileLinks filters={filters ?? {}} table={table} title={title} />
          </span>
        ) : null}
      </header>
      {children}
    </section>
  );
}

interface FileLinksProps {
  readonly filters: Readonly<Record<string, string>>;
  readonly table: SalesTable;
  readonly title: string;
}
export const FileLinks = ({ filters, table, title }: FileLinksProps) => (
  <>
    {(['xlsx', 'csv'] as const).map((format) => (
      <Button
        key={format}
        size="small"
        type="text"
        icon={<DownloadOutlined />}
        href={fileOf(filters, table, format)}
        download
        aria-label={`${title} ${format}`}
      >
        {format}
      </Button>
    ))}
  </>
);
