export { findUpload, findUploadSize, readUpload } from './find-upload.ts';
export { recordUpload, type Uploaded } from './record-upload.ts';
