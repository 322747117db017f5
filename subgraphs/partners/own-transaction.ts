export { writeAsViewer } from '../../platform/graph/write-as-viewer.ts';
