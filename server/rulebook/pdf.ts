/** The rulebook with its signatures as a PDF: the same text as the print page, in a file that can be kept and sent. */
import { printPdf } from '#server/platform/pdf/index.ts';
import { layout, type Printed } from './pdf-layout.ts';

export const pdfOf = (printed: Printed): Promise<Buffer> => printPdf(layout(printed));
