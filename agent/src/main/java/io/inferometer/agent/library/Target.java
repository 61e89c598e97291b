package io.inferometer.agent.library;

import io.inferometer.agent.reader.Expression;
import java.util.List;

/**
 * Methods to instrument. What a user writes in {@code methods} becomes the same as what a built-in library declares. Immutable.
 *
 * @param types which classes they are looked for in
 * @param methodName their name; empty where an annotation says which are meant
 * @param overloads which of the methods of that name
 * @param parameterTypes for {@link Overloads#LISTED}, the parameter types as in Java source, without generics
 * @param role what a call of it means
 * @param completion when a call is over
 * @param reading what is read of a call
 * @param modelName the model that every call is of; empty when something else tells
 * @param modelVersion its version, empty when unknown
 * @param optional whether releases of the library lack it that are supported all the same
 * @param handle for {@link Role#OPEN} and {@link Role#RELEASE}, what is opened and closed; else null
 */
public record Target(
        Types types,
        String methodName,
        Overloads overloads,
        List<String> parameterTypes,
        Role role,
        Completion completion,
        Reading reading,
        String modelName,
        String modelVersion,
        boolean optional,
        Handle handle) {

    /** The name of constructors (JVMS §2.9.1). */
    public static final String CONSTRUCTOR = "<init>";

    /** What a call of the method means. */
    public enum Role {
        INFERENCE,
        /** Makes an instance; returns it. */
        LOAD,
        /** Closes the instance it is called on. */
        UNLOAD,
        /** An item of a followed call has come: called on the object by which the call is known, as all below. */
        ITEM,
        /** Answers an item of a followed call. */
        NEXT,
        /** Answers whether a followed call will have another item. */
        MORE,
        /** A followed call is over. */
        END,
        /** Reports a value: {@code (String name, double value, long step)}, static, without a result. */
        VALUE,
        /** Constructors: at their end a native object has been opened. */
        OPEN,
        /** Closes the native object of the instance it is called on, unless that is closed. */
        RELEASE,
        /** Sets on which device a model runs, or those that are loaded with the options it is called on. */
        DEVICE,
        /** A stage of a queued request, as all below. */
        ACCEPT,
        PROCESS,
        DOWNLOAD,
        MODEL,
        UPLOAD,
        NOTIFY,
        EXPIRE,
        /** Its calls of executors accept requests; itself it is no stage. */
        SUBMIT,
        /** Reads of a stream of the AWS SDK; −1 ends the stage that the stream belongs to. */
        READ,
        /** Ends such a stream. */
        CLOSE;

        /** Whether native objects are counted by it. */
        public boolean isOfHandles() {
            return this == OPEN || this == RELEASE;
        }

        public boolean isStage() {
            return compareTo(ACCEPT) >= 0;
        }
    }

    /** Which methods of the name are meant. */
    public enum Overloads {
        /** Of those with a body, the ones with the most parameters, in which all others end. Only of a class that is named. */
        WIDEST,
        /** Every one with a body. */
        ALL,
        /** The one with the listed parameter types. */
        LISTED
    }

    public Target {
        parameterTypes = List.copyOf(parameterTypes);
    }

    /** Inferences: every overload of the name. */
    public static Target inference(Types types, String methodName) {
        return of(types, methodName, Overloads.ALL, Role.INFERENCE);
    }

    /** Methods that load a model from something and return the instance: every overload of the name. */
    public static Target load(Types types, String methodName) {
        return of(types, methodName, Overloads.ALL, Role.LOAD);
    }

    /** The method without parameters that closes the instance it is called on. */
    public static Target unload(Types types, String methodName) {
        return of(types, methodName, Overloads.LISTED, Role.UNLOAD);
    }

    /** A method that is called as followed calls go on. */
    public static Target progress(Types types, String methodName, Role role) {
        return of(types, methodName, Overloads.ALL, role);
    }

    /** A static method with which the application reports a value of its own. */
    public static Target value(Types types, String methodName) {
        return of(types, methodName, Overloads.ALL, Role.VALUE).withParameters("java.lang.String", "double", "long");
    }

    /**
     * Methods that are a stage of queued requests: every overload of the name.
     *
     * @param id what identifies the request; null where the stage around it tells
     */
    public static Target stage(Types types, String methodName, Role role, Expression id) {
        return of(types, methodName, Overloads.ALL, role)
                .endingWith(Completion.STAGE)
                .reading(Reading.NOTHING.withKnownBy(id));
    }

    /** Methods in which calls of executors accept queued requests: every overload of the name. */
    public static Target submit(Types types, String methodName) {
        return of(types, methodName, Overloads.ALL, Role.SUBMIT);
    }

    /** All constructors: each object opened holds one native object of this kind. */
    public static Target opens(Types types, String kind) {
        return of(types, CONSTRUCTOR, Overloads.ALL, Role.OPEN).of(new Handle(kind, null, true));
    }

    /**
     * The method without parameters that closes what an object holds.
     *
     * @param closed true, or a number other than 0, of an object that was closed before
     */
    public static Target releases(Types types, String methodName, String kind, String closed) {
        return of(types, methodName, Overloads.LISTED, Role.RELEASE)
                .of(new Handle(kind, Expression.parse(closed), false));
    }

    /** The same, where an object tells while it is open. */
    public static Target releasesWhile(Types types, String methodName, String kind, String open) {
        return of(types, methodName, Overloads.LISTED, Role.RELEASE).of(new Handle(kind, Expression.parse(open), true));
    }

    /**
     * Methods that set on which device a model runs: every overload of the name.
     *
     * @param kind {@code cuda}; empty where the call says
     */
    public static Target device(Types types, String methodName, String kind) {
        return of(types, methodName, Overloads.ALL, Role.DEVICE)
                .ofModel(kind, "")
                .orMissing();
    }

    private Target of(Handle held) {
        return new Target(
                types,
                methodName,
                overloads,
                parameterTypes,
                role,
                completion,
                reading,
                modelName,
                modelVersion,
                optional,
                held);
    }

    private static Target of(Types types, String methodName, Overloads overloads, Role role) {
        return new Target(
                types, methodName, overloads, List.of(), role, Completion.RETURN, Reading.NOTHING, "", "", false, null);
    }

    /** Of these, only the overload that all others end in. */
    public Target widest() {
        return with(Overloads.WIDEST, parameterTypes, completion, reading, modelName, modelVersion, optional);
    }

    /** Of these, only the overload with these parameter types. */
    public Target withParameters(String... types) {
        return with(Overloads.LISTED, List.of(types), completion, reading, modelName, modelVersion, optional);
    }

    public Target endingWith(Completion end) {
        return with(overloads, parameterTypes, end, reading, modelName, modelVersion, optional);
    }

    public Target ofModel(String name, String version) {
        return with(overloads, parameterTypes, completion, reading, name, version, optional);
    }

    /** Some supported releases lack it. */
    public Target orMissing() {
        return with(overloads, parameterTypes, completion, reading, modelName, modelVersion, true);
    }

    public Target reading(Reading what) {
        return with(overloads, parameterTypes, completion, what, modelName, modelVersion, optional);
    }

    /** The call goes on after its method has returned, and is known by this object until it is over. */
    public Target followed(String expression) {
        return endingWith(Completion.FOLLOWED).reading(reading.withKnownBy(expression));
    }

    /** What a followed call failed with; null when it did not. */
    public Target failedWith(String expression) {
        return reading(reading.withFailedWith(expression));
    }

    /** @param expression see {@link io.inferometer.agent.reader.Expression} */
    public Target model(String expression) {
        return reading(reading.withModel(expression));
    }

    public Target version(String expression) {
        return reading(reading.withVersion(expression));
    }

    public Target batch(String expression) {
        return reading(reading.withBatch(expression));
    }

    /** What tells the device: an index, the device itself, or the options that a model is loaded with. */
    public Target device(String expression) {
        return reading(reading.withDevice(expression));
    }

    /** What the model is known by, where that is not the receiver, or what a load returns. */
    public Target instance(String expression) {
        return reading(reading.withKnownBy(expression));
    }

    public Target inputTokens(String expression) {
        return reading(reading.withInputTokens(expression));
    }

    public Target outputTokens(String expression) {
        return reading(reading.withOutputTokens(expression));
    }

    private Target with(
            Overloads which,
            List<String> parameters,
            Completion end,
            Reading what,
            String name,
            String version,
            boolean missing) {
        return new Target(types, methodName, which, parameters, role, end, what, name, version, missing, handle);
    }
}
