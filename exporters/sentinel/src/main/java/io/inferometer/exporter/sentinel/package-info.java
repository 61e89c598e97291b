/**
 * Runs of the Spare Cores Sentinel service: a client of its ingestion API and what that takes, rows as CSV and objects in S3.
 *
 * <p>Data flow: {@link io.inferometer.exporter.sentinel.SentinelApi} registers a run, and {@code RegisteredRun} reads the answer: the
 * run's id, a prefix in S3 and temporary credentials. Figures of the machine become rows of {@code CsvText}, gzipped objects that
 * {@code S3Objects} puts below the prefix, signed with those credentials, which are refreshed before they expire. The run is
 * finished with the URIs of all objects, or with the rows themselves.
 *
 * <pre>{@code
 * POST /runs                              {"project_name":"shop","host_vcpus":2}
 * PUT  s3://bucket/prefix/0001.csv.gz     timestamp,system_processes,…
 * POST /runs/<id>/refresh-credentials
 * POST /runs/<id>/finish                  {"exit_code":0,"run_status":"finished","data_source":"s3","data_uris":[…]}
 * }</pre>
 *
 * <p>{@link io.inferometer.exporter.sentinel.SentinelProvider} makes the exporter of these, {@code SentinelExporter}: it is handed windows with
 * rows, and keeps a {@code RunNote} of each run, by which a later JVM goes on where this one ended, in whatever step. A window is in one
 * object; an object that may have arrived is put again with the same rows. {@code Uploads} asks for other credentials, and goes by S3's
 * time where ours is refused.
 *
 * <p>Threading rule: everything runs on the thread that calls it and belongs to that thread.
 *
 * <p>Bounded: a call takes at most 30 s, 10 s to connect for each address, and is made once. What is sent is whole in memory, of an
 * answer a mebibyte at most. An upload has the rows of one batch of windows, and columns of calls for at
 * most {@value io.inferometer.exporter.sentinel.InferenceColumns#MOST} models and one group of others; the note of a run has no names of
 * objects but their number.
 */
package io.inferometer.exporter.sentinel;
