/** File. */
package io.inferometer.exporter.file;
