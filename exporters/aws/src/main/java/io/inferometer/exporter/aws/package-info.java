/** AWS. */
package io.inferometer.exporter.aws;
